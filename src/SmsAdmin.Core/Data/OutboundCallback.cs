using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>What became of something we post outward.</summary>
public enum OutboundState
{
    Waiting,
    /// <summary>The receiver answered 2xx.</summary>
    Done,
    /// <summary>Tried for as long as it is worth, or refused for good.</summary>
    GivenUp,
}

/// <summary>Something to post outward: written in the transaction that causes it, posted by one poster until it is taken.</summary>
public sealed class OutboundCallback
{
    public Guid Id { get; set; }
    /// <summary>Who asked for it, as "alert".</summary>
    public required string Purpose { get; set; }
    /// <summary>How its receiver answers and how long it is tried; null where a 2xx is all that counts.</summary>
    public CallbackKind? Kind { get; set; }
    /// <summary>The message that it tells of.</summary>
    public Guid? MessageId { get; set; }
    /// <summary>How far along its walk the message is in it: what is further along is not posted before it.</summary>
    public int Rank { get; set; }
    public required string Url { get; set; }
    /// <summary>The receiver may lie in a private network.</summary>
    public bool AllowsPrivateHost { get; set; }
    /// <summary>The body, JSON or a form, protected by the key ring; null once it is erased.</summary>
    public byte[]? BodyCipher { get; set; }
    /// <summary>What the body is signed with, protected; null where it is not signed.</summary>
    public byte[]? SecretCipher { get; set; }
    public OutboundState State { get; set; }
    public int Attempts { get; set; }
    /// <summary>Not before this is it tried; while somebody tries, when their claim runs out.</summary>
    public DateTimeOffset DueAt { get; set; }
    public int? HttpStatus { get; set; }
    /// <summary>What the last attempt came to, in words.</summary>
    public string? Said { get; set; }
    /// <summary>Also its turn: no two of an instance have the same.</summary>
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}
