using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>A message that was queued or moved.</summary>
public sealed record MessageChange(Guid MessageId, Guid PlanId, MessageState State)
{
    /// <summary>Anything may have changed: what others told was missed for a while.</summary>
    public static readonly MessageChange Any = new(Guid.Empty, Guid.Empty, MessageState.Queued);

    /// <summary>Whether it may be about this message.</summary>
    public bool Concerns(Guid messageId) => MessageId == messageId || MessageId == Guid.Empty;
}

/// <summary>Tells open pages what changed, in every instance. Nobody may rely on it for more than looking again.</summary>
public sealed class ChangeFeed
{
    private const string Topic = "message";
    private readonly Neighbours _neighbours;

    public ChangeFeed(Neighbours neighbours)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        _neighbours = neighbours;
        neighbours.On(Topic, word => Changed?.Invoke(word is null ? MessageChange.Any : Read(word)));
    }

    private event Action<MessageChange>? Changed;

    /// <summary>Calls <paramref name="listener"/> for each change until the answer is disposed. It must return at once.</summary>
    public IDisposable Listen(Action<MessageChange> listener)
    {
        Changed += listener;
        return new Subscription(() => Changed -= listener);
    }

    /// <summary>Announces a change; called after its commit.</summary>
    public void Announce(MessageChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Changed?.Invoke(change);
        if (_neighbours.ArePresent) _neighbours.Tell(Topic, change.MessageId.ToString("N"), $"{change.MessageId:N} {change.PlanId:N} {change.State}");
    }

    private static MessageChange Read(string word) =>
        word.Split(' ') is [var message, var plan, var state] ? new(Guid.Parse(message), Guid.Parse(plan), Enum.Parse<MessageState>(state)) : MessageChange.Any;
}
