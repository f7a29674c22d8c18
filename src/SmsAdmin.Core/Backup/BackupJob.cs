namespace SmsAdmin.Core.Backup;

/// <summary>A backup that somebody asked for, while it is made and as it ended. It goes on without a page.</summary>
/// <param name="told">Hears each time that it is further.</param>
public sealed class BackupJob(DateTimeOffset startedAt, string startedBy, Action told) : IProgress<BackupProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile BackupProgress _progress = new("Beginning", 0, 1);
    private volatile BackupOutcome? _outcome;

    public DateTimeOffset StartedAt => startedAt;

    public string StartedBy => startedBy;

    /// <summary>How far it is.</summary>
    public BackupProgress Progress => _progress;

    /// <summary>What came of it; null while it is made.</summary>
    public BackupOutcome? Outcome => _outcome;

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Ends it without a backup. Nothing is left of it, and the ones before are as they were.</summary>
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

    public void Report(BackupProgress value)
    {
        _progress = value;
        told();
    }

    public void Dispose() => _stop.Dispose();

    internal void End(BackupOutcome outcome)
    {
        _outcome = outcome;
        told();
    }
}
