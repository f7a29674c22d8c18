using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>Makes backups for people, one at a time. One goes on though nobody looks, and whoever looks sees the same.</summary>
public sealed partial class BackupRuns(Backups backups, BackupChanges changes, TimeProvider clock, ILogger<BackupRuns> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private (BackupJob Job, Task<BackupOutcome> Run)? _last;

    /// <summary>The one that is made, or was made last; null where none was asked for since the start.</summary>
    public BackupJob? Last
    {
        get
        {
            lock (_gate) return _last?.Job;
        }
    }

    /// <summary>Begins a backup; where one is made already, it is that one.</summary>
    public BackupJob Begin(Actor by) => BeginOne(by).Job;

    /// <summary>The same, and waits for its end. Who waits no longer does not end it.</summary>
    public Task<BackupOutcome> RunAsync(Actor by, CancellationToken ct) => BeginOne(by).Run.WaitAsync(ct);

    /// <summary>Stops what is made, and waits until nothing is left of it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_last is not var (job, run)) return;
        job.Stop();
        await run;
        job.Dispose();
    }

    private (BackupJob Job, Task<BackupOutcome> Run) BeginOne(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        lock (_gate)
        {
            if (_last is { Job.Outcome: null } running) return running;
            _last?.Job.Dispose();
            var job = new BackupJob(clock.GetUtcNow(), by.Name, changes.Announce);
            var begun = (job, Task.Run(() => MakeAsync(job, by), CancellationToken.None));
            _last = begun;
            return begun;
        }
    }

    private async Task<BackupOutcome> MakeAsync(BackupJob job, Actor by)
    {
        var stopped = job.Stopped;
        BackupOutcome outcome;
        try
        {
            outcome = await backups.MakeAsync(by, job, stopped);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            outcome = new BackupOutcome.Stopped();
        }
        catch (Exception fault)
        {
            Log.Failed(logger, fault);
            outcome = new BackupOutcome.Refused("It broke off, and the log says why.");
        }

        job.End(outcome);
        return outcome;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A backup broke off")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
