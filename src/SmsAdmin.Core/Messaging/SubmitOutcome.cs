using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>One text to one recipient, as somebody asked for it.</summary>
/// <param name="From">Sender, or null for the plan's own.</param>
/// <param name="Defer">Where the quota is full: wait for its reset instead of being refused.</param>
/// <param name="PressId">Set by a form, once for each press: the same press twice is one message.</param>
/// <param name="Deadline">Never sent after this; null lets it wait as long as the program tries.</param>
/// <param name="Callback">Whom to tell what becomes of it; null for nobody.</param>
public sealed record NewMessage(
    Guid PlanId, string To, string? From, string Text, Lane Lane, Origin Origin, Guid? PressId = null, string? CallerReference = null,
    DateTimeOffset? Deadline = null, bool Defer = false, CallbackTarget? Callback = null);

/// <summary>What became of a submission.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>Committed: it will be sent. Not yet accepted by Sinch.</summary>
    /// <param name="To">In E.164, with the plus.</param>
    /// <param name="DeferredFor">The quota whose reset it waits for; null when it goes out at once.</param>
    public sealed record Queued(Guid SubmissionId, Guid MessageId, string To, int Parts, DateTimeOffset CreatedAt, QuotaFull? DeferredFor = null) : SubmitOutcome
    {
        internal static Queued Of(Message message, QuotaFull? deferredFor = null) =>
            new(message.SubmissionId, message.Id, message.To, message.Parts, message.CreatedAt, deferredFor);
    }

    /// <summary>Nothing was queued; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SubmitOutcome;

    /// <summary>Nothing was queued: the quota has no room until <see cref="QuotaFull.ResetsAt"/>.</summary>
    public sealed record OverQuota(QuotaFull Quota) : SubmitOutcome;

    /// <summary>Nothing was queued: the plan cannot send.</summary>
    public sealed record PlanNotReady(string Says) : SubmitOutcome;
}
