using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>What one caller asked for at once.</summary>
public sealed class Submission
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    public Origin Origin { get; set; }
    /// <summary>Who asked, as shown in the log.</summary>
    public required string RequestedBy { get; set; }
    public Guid? RequestedById { get; set; }
    /// <summary>The caller's own reference, at most 2,048 characters.</summary>
    public string? CallerReference { get; set; }
    /// <summary>The reference's hash, by which it is found; null where there is none.</summary>
    public long? ReferenceHash { get; set; }
    /// <summary>Set by the caller's form, so that the same press cannot be taken twice.</summary>
    public Guid? PressId { get; set; }
    public int MessageCount { get; set; }
    /// <summary>In whose words the caller is told of its messages; null where nobody is told.</summary>
    public CallbackKind? CallbackKind { get; set; }
    public string? CallbackUrl { get; set; }
    /// <summary>When it was asked to go out; null for at once.</summary>
    public DateTimeOffset? SendAt { get; set; }
    /// <summary>Asked for with a test key.</summary>
    public bool IsTest { get; set; }
    /// <summary>Of a batch: which reports its client wants posted. Null where it is no Sinch client's batch, and all below with it.</summary>
    public ReportKind? Reports { get; set; }
    /// <summary>The sender that the client named; null where it left it to the plan.</summary>
    public string? From { get; set; }
    /// <summary>The parts that a text may have at most; null for no such limit.</summary>
    public int? MaxParts { get; set; }
    /// <summary>The client may tell afterwards that messages were used.</summary>
    public bool FeedbackEnabled { get; set; }
    /// <summary>The batch as its client wrote it, protected by the key ring; null once its text is erased.</summary>
    public byte[]? OrderCipher { get; set; }
    public DateTimeOffset? ModifiedAt { get; set; }
    /// <summary>When it was cancelled as a whole.</summary>
    public DateTimeOffset? CanceledAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>One text to one recipient: what is queued, counted and logged.</summary>
public sealed class Message
{
    /// <summary>Version 7, and our <c>client_reference</c> on the wire.</summary>
    public Guid Id { get; set; }
    public Guid SubmissionId { get; set; }
    public Guid PlanId { get; set; }
    public Lane Lane { get; set; }
    public Origin Origin { get; set; }
    /// <summary>Asked for with a test key: it walks to its end without Sinch, and is counted nowhere.</summary>
    public bool IsTest { get; set; }
    public required string RequestedBy { get; set; }
    /// <summary>Recipient in E.164, with the plus.</summary>
    public required string To { get; set; }
    /// <summary>ISO country of the recipient, or empty.</summary>
    public required string Country { get; set; }
    public required string LastFour { get; set; }
    public string? From { get; set; }
    /// <summary>The text with its parameters and wire options, protected by the key ring; null once it is erased.</summary>
    public byte[]? TextCipher { get; set; }
    public int Characters { get; set; }
    public int Parts { get; set; }
    public bool IsUnicode { get; set; }
    public MessageState State { get; set; }
    /// <summary>A send whose outcome is open: it is looked up at Sinch before anything is sent again.</summary>
    public bool OutcomeUnknown { get; set; }
    public string? BatchId { get; set; }
    /// <summary>HTTP status of the last answer to our send.</summary>
    public int? HttpStatus { get; set; }
    public string? ApiErrorCode { get; set; }
    /// <summary>What kept Sinch from answering, in the window's words; null when it answered.</summary>
    public string? NoAnswer { get; set; }
    public int? DeliveryCode { get; set; }
    /// <summary>How often it was sent, or is being sent.</summary>
    public int Attempts { get; set; }
    /// <summary>Not before this is it tried, or looked up, again.</summary>
    public DateTimeOffset DueAt { get; set; }
    /// <summary>Held by one dispatcher until then.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }
    /// <summary>The plan's fence under which it was claimed last.</summary>
    public long ClaimFence { get; set; }
    /// <summary>How often it was claimed. Only goes up: what an older claim still wants to write is refused.</summary>
    public int Claims { get; set; }
    /// <summary>How often Sinch said that it does not know the reference, since the last request ended.</summary>
    public int AbsentCount { get; set; }
    /// <summary>When the last request ended without a clear answer.</summary>
    public DateTimeOffset? UnknownSince { get; set; }
    /// <summary>In whose day, month and hour it is counted, which is still to come where it is scheduled; null while its quota has no room for it, or since it was given back.</summary>
    public DateTimeOffset? CountedAt { get; set; }
    /// <summary>Never sent after this.</summary>
    public DateTimeOffset? Deadline { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? FinalAt { get; set; }
    /// <summary>When the last change was made: what pages watch.</summary>
    public DateTimeOffset ChangedAt { get; set; }
    /// <summary>In whose words its caller is told of it, written here so that no step looks it up; null where nobody is told.</summary>
    public CallbackKind? CallbackKind { get; set; }
    public string? CallbackUrl { get; set; }
    /// <summary>The one who is told may lie in a private network.</summary>
    public bool CallbackAllowsPrivateHost { get; set; }
    /// <summary>What its caller calls it, as Odoo its uuid.</summary>
    public string? CallbackReference { get; set; }
    /// <summary>Its caller took the recipient out of the batch before it went out: it stands in the log, and in no report of the batch.</summary>
    public bool IsWithdrawn { get; set; }
    /// <summary>When Sinch is to be told that it was used; null while nobody said so, and once it is told.</summary>
    public DateTimeOffset? FeedbackDueAt { get; set; }
}

/// <summary>A step of a message's timeline, with the raw exchange that proves it.</summary>
public sealed class MessageEvent
{
    /// <summary>Numbered by the database: two steps of one instant keep their order.</summary>
    public long Id { get; set; }
    public Guid MessageId { get; set; }
    public DateTimeOffset At { get; set; }
    public MessageEventKind Kind { get; set; }
    public MessageState? State { get; set; }
    public int? HttpStatus { get; set; }
    public string? ApiErrorCode { get; set; }
    public int? DeliveryCode { get; set; }
    /// <summary>One plain sentence.</summary>
    public string? Says { get; set; }
    /// <summary>Who called whom and what was answered; secrets and texts taken out.</summary>
    public string? RawHead { get; set; }
    public string? RawRequest { get; set; }
    public string? RawResponse { get; set; }
}
