using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>A line of the log.</summary>
/// <param name="HttpStatus">Of Sinch's answer to the send.</param>
/// <param name="DeliveryCode">Of the last receipt. Another number space than <paramref name="HttpStatus"/>.</param>
public sealed record MessageRow(
    Guid Id, DateTimeOffset CreatedAt, PhoneNumber To, MessageState State, bool OutcomeUnknown, Lane Lane, Origin Origin,
    string RequestedBy, Guid PlanId, int Parts, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode)
{
    /// <summary>Asked for with a test key: nothing of it reached Sinch.</summary>
    public bool IsTest { get; init; }
}

/// <summary>A step of the timeline, raw exchange included.</summary>
public sealed record MessageStep(
    DateTimeOffset At, MessageEventKind Kind, MessageState? State, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode,
    string? Says, string? RawHead, string? RawRequest, string? RawResponse);

/// <summary>Everything the log knows of one message, but its text.</summary>
/// <param name="HasText">The text is still kept, as ciphertext.</param>
public sealed record MessageDetail(
    Guid Id, Guid SubmissionId, Guid PlanId, DateTimeOffset CreatedAt, PhoneNumber To, string? From, MessageState State, bool OutcomeUnknown,
    Lane Lane, Origin Origin, string RequestedBy, int Characters, int Parts, bool IsUnicode, string? BatchId, int? HttpStatus,
    string? ApiErrorCode, string? NoAnswer, int? DeliveryCode, int Attempts, DateTimeOffset DueAt, DateTimeOffset? AcceptedAt,
    DateTimeOffset? FinalAt, string? CallerReference, bool HasText, IReadOnlyList<MessageStep> Steps)
{
    /// <summary>Asked for with a test key: nothing of it reached Sinch.</summary>
    public bool IsTest { get; init; }

    /// <summary>When it was asked to go out; null for at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Its quota has no room for it: it waits for the reset.</summary>
    public bool WaitsForQuota { get; init; }

    /// <summary>The user, key or Odoo connection that asked; null where none is kept.</summary>
    public Guid? RequestedById { get; init; }

    /// <summary>The message as which it was sent again; null where it was not.</summary>
    public Guid? SentAgainAs { get; init; }

    /// <summary>The message that this one sends again; null where it is the first.</summary>
    public Guid? SentAgainFor { get; init; }
}

/// <summary>What a reader of the log asks for; each part may be left out.</summary>
/// <param name="Search">A number, its last four digits, a message id (our reference) or a batch id.</param>
/// <param name="SameNumberAs">To the number that this message went to, so that nobody has to write the number down.</param>
public sealed record MessageFilter(
    string? Search = null, MessageState? State = null, Lane? Lane = null, Origin? Origin = null, Guid? PlanId = null,
    int? DeliveryCode = null, DateTimeOffset? From = null, DateTimeOffset? Until = null, Guid? SameNumberAs = null)
{
    /// <summary>To this number, E.164.</summary>
    public string? To { get; init; }

    /// <summary>Of this submission.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>Asked for with test keys, or with others; null for both.</summary>
    public bool? IsTest { get; init; }

    /// <summary>Of submissions with this reference of their caller's.</summary>
    public string? Reference { get; init; }
}

/// <summary>A page of the log, newest first.</summary>
/// <param name="Older">Key for the next older page, or null where there is none.</param>
/// <param name="Newer">Key for the next newer page, or null where there is none.</param>
public sealed record MessagePage(IReadOnlyList<MessageRow> Rows, Guid? Older, Guid? Newer);
