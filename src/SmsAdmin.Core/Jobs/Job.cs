namespace SmsAdmin.Core.Jobs;

/// <summary>Long work that somebody asked for, while it is done and as it ended. It goes on without a page.</summary>
/// <param name="beginning">How far it is before it told anything.</param>
/// <param name="told">Hears each time that it is further.</param>
public sealed class Job<TProgress, TOutcome>(TProgress beginning, DateTimeOffset startedAt, string startedBy, Action told) : IProgress<TProgress>, IDisposable
    where TProgress : class
    where TOutcome : class
{
    private readonly CancellationTokenSource _stop = new();
    private volatile TProgress _progress = beginning;
    private volatile TOutcome? _outcome;

    public DateTimeOffset StartedAt => startedAt;

    public string StartedBy => startedBy;

    /// <summary>How far it is.</summary>
    public TProgress Progress => _progress;

    /// <summary>What came of it; null while it is done.</summary>
    public TOutcome? Outcome => _outcome;

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Ends it before it is through.</summary>
    public void Stop()
    {
        if (Outcome is not null) return;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended by itself just now, and another was begun.
        }
    }

    public void Report(TProgress value)
    {
        _progress = value;
        told();
    }

    public void Dispose() => _stop.Dispose();

    internal void End(TOutcome outcome)
    {
        _outcome = outcome;
        told();
    }
}
