namespace SmsAdmin.Core.Words;

/// <summary>Where a message is on its walk. The first four are on the way, the others are ends.</summary>
public enum MessageState
{
    /// <summary>Written by us, not yet claimed.</summary>
    Queued = 0,

    /// <summary>Claimed; its outcome is not known yet.</summary>
    Sending = 1,

    /// <summary>Sinch answered 201: it queued the message. That is not yet sent.</summary>
    Accepted = 2,

    /// <summary>Handed to the operator.</summary>
    Dispatched = 3,

    Delivered = 4,
    Failed = 5,
    Rejected = 6,
    Aborted = 7,
    Expired = 8,
    Cancelled = 9,
    Deleted = 10,

    /// <summary>Sinch's own final word that it will never know.</summary>
    Unknown = 11,
}

/// <summary>The rules of the walk: only forward, and an end is an end.</summary>
public static class MessageStates
{
    private const int FinalRank = 4;

    public static IReadOnlyList<MessageState> All { get; } = Enum.GetValues<MessageState>();

    public static bool IsFinal(this MessageState state) => state.Rank() == FinalRank;

    /// <summary>How far along the walk: 0 for queued to 3 for dispatched, 4 for every end.</summary>
    public static int Rank(this MessageState state) => state switch
    {
        MessageState.Queued => 0,
        MessageState.Sending => 1,
        MessageState.Accepted => 2,
        MessageState.Dispatched => 3,
        _ => FinalRank,
    };

    /// <summary>True when <paramref name="to"/> lies ahead; steps between may be skipped, because receipts overtake answers.</summary>
    public static bool CanMove(MessageState from, MessageState to) => to.Rank() > from.Rank();
}
