namespace SmsAdmin.Core.Repeats;

/// <summary>Tells a request that may come again: whose it is, by which key, and what it asked.</summary>
/// <param name="OwnerId">The API key that asks.</param>
/// <param name="Key">Keyed hash, in hex.</param>
/// <param name="Fingerprint">Keyed hash of address and body.</param>
/// <param name="At">When it came.</param>
/// <param name="EndsAt">From then on the key is free again.</param>
public sealed record RepeatTicket(Guid OwnerId, string Key, byte[] Fingerprint, DateTimeOffset At, DateTimeOffset EndsAt);

/// <summary>An answer as it was given the first time.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON.</param>
/// <param name="Location">Where the answer says that the thing is.</param>
public sealed record RepeatAnswer(int Status, string Body, string? Location);

/// <summary>What is done once, however often it is asked for: its answer is written in the transaction of what it does.</summary>
/// <param name="Answer">Makes the answer of what was done; called inside the transaction, so it must return at once.</param>
public sealed record Once<TDone>(RepeatTicket Ticket, Func<TDone, RepeatAnswer> Answer);

/// <summary>What is known of a request that may have come before.</summary>
public abstract record RepeatOutcome
{
    private RepeatOutcome()
    {
    }

    /// <summary>It is the first. Dispose the turn once it is answered.</summary>
    public sealed record First(RepeatTurn Turn) : RepeatOutcome;

    /// <summary>It was answered before: so.</summary>
    public sealed record Kept(RepeatAnswer Answer) : RepeatOutcome;

    /// <summary>Another request came under this key.</summary>
    public sealed record Other : RepeatOutcome;

    /// <summary>The first is not answered yet.</summary>
    public sealed record UnderWay : RepeatOutcome;

    /// <summary>The key ring is gone, so that no request can be told from another.</summary>
    public sealed record CannotTell(string Says) : RepeatOutcome;
}
