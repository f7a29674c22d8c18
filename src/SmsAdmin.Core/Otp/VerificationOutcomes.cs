using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Otp;

/// <summary>What a caller wants verified.</summary>
/// <param name="To">The number, as somebody wrote it.</param>
/// <param name="Purpose">What the code is for, as <c>sign-in</c>: a code for one purpose is none for another.</param>
/// <param name="Locale">The reader's, as <c>sv</c> or <c>sv-SE</c>; null for English.</param>
/// <param name="AppName">Who asks, as the text says it; null for the plan's name.</param>
/// <param name="Domain">The host that the code is for; null leaves the text without its last line.</param>
/// <param name="EndUserAddress">The IP address of the person; null where it is not known.</param>
/// <param name="Context">What else the code is bound to, such as a session: a check has to give the same.</param>
public sealed record NewVerification(
    Guid PlanId, string To, string Purpose, string? Locale = null, string? AppName = null, string? Domain = null, string? EndUserAddress = null,
    string? Context = null);

/// <summary>A verification as its caller sees it: nothing of it tells whether a number is known, locked or was guessed at.</summary>
/// <param name="NextResendAt">When the same text can be sent again; behind <paramref name="ExpiresAt"/>, when a new one can.</param>
public sealed record VerificationView(Guid Id, string Status, DateTimeOffset ExpiresAt, DateTimeOffset NextResendAt)
{
    internal static VerificationView Of(Verification verification, DateTimeOffset now) =>
        new(verification.Id, StatusOf(verification.State, verification.ExpiresAt, now), verification.ExpiresAt, verification.NextResendAt);

    /// <summary><c>pending</c>, <c>verified</c>, <c>cancelled</c> or <c>expired</c>.</summary>
    public static string StatusOf(VerificationState state, DateTimeOffset expiresAt, DateTimeOffset now) => state switch
    {
        VerificationState.Pending => expiresAt > now ? "pending" : "expired",
        VerificationState.Verified => "verified",
        _ => "cancelled",
    };
}

/// <summary>What became of the wish to have a code sent, or sent again.</summary>
public abstract record CodeOutcome
{
    private CodeOutcome()
    {
    }

    /// <summary>The text is queued.</summary>
    /// <param name="MessageId">The message that carries it.</param>
    public sealed record Sent(VerificationView Verification, Guid MessageId) : CodeOutcome;

    /// <summary>Nothing was queued: the same request was taken already, and its answer is kept.</summary>
    /// <param name="Of">The verification that the first one began, where that is known here; null while it is still being sent.</param>
    public sealed record Repeated(Guid? Of = null) : CodeOutcome;

    /// <summary>Nothing was queued; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : CodeOutcome;

    /// <summary>Nothing was queued: too many texts, or too soon after the last.</summary>
    public sealed record TooMany(SendRefusal Refusal) : CodeOutcome;

    /// <summary>Nothing was queued: the plan's quota has no room.</summary>
    public sealed record OverQuota(QuotaFull Quota) : CodeOutcome;

    /// <summary>Nothing was queued: the plan cannot send.</summary>
    public sealed record PlanNotReady(string Says) : CodeOutcome;

    /// <summary>There is no such verification to send again.</summary>
    public sealed record NoSuch : CodeOutcome;

    /// <summary>It was used, cancelled, replaced, or has expired: its code is not sent again.</summary>
    public sealed record IsOver(VerificationView Verification) : CodeOutcome;
}
