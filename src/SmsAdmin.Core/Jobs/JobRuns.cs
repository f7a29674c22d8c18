using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Jobs;

/// <summary>Does one kind of long work for people, one at a time. It goes on though nobody looks, and whoever looks sees the same.</summary>
/// <param name="changes">Tells open pages that a job is further, or ended.</param>
public abstract partial class JobRuns<TProgress, TOutcome>(Feed changes, TimeProvider clock, ILogger logger) : IAsyncDisposable
    where TProgress : class
    where TOutcome : class
{
    private readonly Lock _gate = new();
    private (Job<TProgress, TOutcome> Job, Task<TOutcome> Run)? _last;

    /// <summary>The one that is done, or was done last; null where none was asked for since the start.</summary>
    public Job<TProgress, TOutcome>? Last
    {
        get
        {
            lock (_gate) return _last?.Job;
        }
    }

    /// <summary>How far one is that has told nothing yet.</summary>
    protected abstract TProgress Beginning { get; }

    /// <summary>What came of one that somebody stopped.</summary>
    protected abstract TOutcome Stopped { get; }

    /// <summary>What came of one that failed. The log says why.</summary>
    protected abstract TOutcome BrokeOff { get; }

    /// <summary>Begins one; where one is under way already, it is that one.</summary>
    public Job<TProgress, TOutcome> Begin(Actor by) => BeginOne(by).Job;

    /// <summary>The same, and waits for its end. Who waits no longer does not end it.</summary>
    public Task<TOutcome> RunAsync(Actor by, CancellationToken ct) => BeginOne(by).Run.WaitAsync(ct);

    /// <summary>Stops what is under way, and waits until nothing of it goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_last is not var (job, run)) return;
        job.Stop();
        await run;
        job.Dispose();
    }

    /// <summary>The work itself.</summary>
    protected abstract Task<TOutcome> WorkAsync(Actor by, IProgress<TProgress> progress, CancellationToken stopped);

    private (Job<TProgress, TOutcome> Job, Task<TOutcome> Run) BeginOne(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        lock (_gate)
        {
            if (_last is { Job.Outcome: null } running) return running;
            _last?.Job.Dispose();
            var job = new Job<TProgress, TOutcome>(Beginning, clock.GetUtcNow(), by.Name, changes.Announce);
            var begun = (job, Task.Run(() => DoAsync(job, by), CancellationToken.None));
            _last = begun;
            return begun;
        }
    }

    private async Task<TOutcome> DoAsync(Job<TProgress, TOutcome> job, Actor by)
    {
        var stopped = job.Stopped;
        TOutcome outcome;
        try
        {
            outcome = await WorkAsync(by, job, stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            outcome = Stopped;
        }
        catch (Exception fault)
        {
            Log.BrokeOff(logger, fault, GetType().Name);
            outcome = BrokeOff;
        }

        job.End(outcome);
        return outcome;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Work} broke off")]
        public static partial void BrokeOff(ILogger logger, Exception fault, string work);
    }
}
