using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Delivery;

/// <summary>What a long job does with its messages.</summary>
public enum QueueJobKind
{
    Cancel,
    SendAgain,
}

/// <summary>Cancels or sends again many messages, batch after batch, until it is through or somebody stops it. It goes on without a page.</summary>
public sealed class QueueJob(QueueJobKind kind, QueueChoice choice, int total, DateTimeOffset startedAt, string startedBy) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private int _tried;
    private int _done;

    public QueueJobKind Kind => kind;

    public QueueChoice Choice => choice;

    /// <summary>Messages that it was asked to do.</summary>
    public int Total => total;

    public DateTimeOffset StartedAt => startedAt;

    public string StartedBy => startedBy;

    /// <summary>How far it is: done, or found that it cannot be done any more.</summary>
    public int Tried => Volatile.Read(ref _tried);

    /// <summary>Cancelled, or queued anew.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>Why the rest was left; null where nothing hindered it.</summary>
    public SubmitOutcome? Hindered { get; private set; }

    /// <summary>It failed and went no further; the log says why.</summary>
    public bool Failed { get; private set; }

    public bool IsStopped => _stop.IsCancellationRequested;

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Ends it after the batch that is under way.</summary>
    public void Stop()
    {
        if (EndedAt is null) _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();

    internal void Went(int tried, int done)
    {
        Interlocked.Add(ref _tried, tried);
        Interlocked.Add(ref _done, done);
    }

    internal void Hinder(SubmitOutcome why) => Hindered ??= why;

    internal void Fail() => Failed = true;

    internal void End(DateTimeOffset at) => EndedAt = at;
}
