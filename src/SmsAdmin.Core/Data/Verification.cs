using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>One challenge by a one-time code. Neither the code nor anything that leads to it without the key ring is stored.</summary>
public sealed class Verification
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    /// <summary>Keyed hash of plan, number and purpose: leads to the <see cref="VerificationSubject"/>.</summary>
    public Guid SubjectKey { get; set; }
    /// <summary>Recipient in E.164, with the plus.</summary>
    public required string To { get; set; }
    public required string LastFour { get; set; }
    public required string Purpose { get; set; }
    /// <summary>Keyed hash of what the caller bound it to; null where nothing was given.</summary>
    public Guid? ContextHash { get; set; }
    /// <summary>Keyed hash of the end user's address, on which each text counts; null where none was given.</summary>
    public Guid? AddressKey { get; set; }
    public int Digits { get; set; }
    public string? Locale { get; set; }
    public required string AppName { get; set; }
    /// <summary>The host that the code is for, in the text's last line; null for none.</summary>
    public string? Domain { get; set; }
    /// <summary>Which template and which version of it the text was made of, as shown to people.</summary>
    public required string Template { get; set; }
    public required string RequestedBy { get; set; }
    public VerificationState State { get; set; }
    public int Sends { get; set; }
    /// <summary>Codes that were evaluated. A check that was refused beforehand is none.</summary>
    public int Checks { get; set; }
    /// <summary>What the last check came to, evaluated or refused.</summary>
    public CheckResult? LastCheck { get; set; }
    public DateTimeOffset? LastCheckAt { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset NextResendAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    /// <summary>When Sinch is to be told that the code arrived; null before it is verified, and once it was told.</summary>
    public DateTimeOffset? FeedbackDueAt { get; set; }
}

/// <summary>
/// What all verifications of one plan, number and purpose share. One row, so that one statement decides about a check,
/// however many come at once.
/// </summary>
public sealed class VerificationSubject
{
    /// <summary>Keyed hash of plan, number and purpose.</summary>
    public Guid Key { get; set; }
    /// <summary>The one verification whose code can be entered now.</summary>
    public Guid? LiveId { get; set; }
    public DateTimeOffset? LiveUntil { get; set; }
    /// <summary>Codes evaluated for the live one.</summary>
    public int Checks { get; set; }
    /// <summary>When the last wrong codes were entered, at most ten, each in 16 digits of microseconds since 1970, oldest first.</summary>
    public required string Failures { get; set; }
    /// <summary>How often it was locked since the last success.</summary>
    public int Locks { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    /// <summary>Texts sent one after another: how long the next one has to wait.</summary>
    public int SendStep { get; set; }
    public DateTimeOffset? LastSentAt { get; set; }
    public DateTimeOffset? NextSendAt { get; set; }
    /// <summary>Checks refused without a look at the code.</summary>
    public long Refused { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>When codes were last sent to one number, or asked for from one address.</summary>
public sealed class SendWindow
{
    /// <summary>Keyed hash of the number or the address.</summary>
    public Guid Key { get; set; }
    /// <summary>As <see cref="VerificationSubject.Failures"/>, as many as the longest limit asks for.</summary>
    public required string Sends { get; set; }
    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>One version of the text for one locale and purpose. The newest counts.</summary>
public sealed class VerificationTemplate
{
    public Guid Id { get; set; }
    /// <summary><c>en</c>, <c>sv</c>, <c>pt-BR</c></summary>
    public required string Locale { get; set; }
    /// <summary>Empty for every purpose that has none of its own.</summary>
    public required string Purpose { get; set; }
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    /// <summary>Null where this version went back to the standard text, or to none.</summary>
    public string? Text { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
