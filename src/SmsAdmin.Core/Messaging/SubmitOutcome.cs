using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>What became of a submission of one message.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>Committed: it will be sent. Not yet accepted by Sinch.</summary>
    /// <param name="To">In E.164, with the plus.</param>
    /// <param name="DeferredFor">The quota whose reset it waits for; null when it goes out at once.</param>
    public sealed record Queued(Guid SubmissionId, Guid MessageId, string To, int Parts, DateTimeOffset CreatedAt, QuotaFull? DeferredFor = null) : SubmitOutcome;

    /// <summary>Nothing was queued; each fault names its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults) : SubmitOutcome;

    /// <summary>Nothing was queued: the quota has no room until <see cref="QuotaFull.ResetsAt"/>.</summary>
    public sealed record OverQuota(QuotaFull Quota) : SubmitOutcome;

    /// <summary>Nothing was queued: the plan cannot send.</summary>
    public sealed record PlanNotReady(string Says) : SubmitOutcome;

    internal static SubmitOutcome Of(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Taken { Recipients: [RecipientOutcome.Queued one, ..] } taken =>
            new Queued(taken.SubmissionId, one.MessageId, one.To, one.Parts, taken.CreatedAt, one.DeferredFor),
        SubmissionOutcome.Invalid invalid => new Invalid([.. invalid.OfRecipients.Select(of => of.Fault), .. invalid.Faults]),
        SubmissionOutcome.OverQuota over => new OverQuota(over.Quota),
        SubmissionOutcome.PlanNotReady not => new PlanNotReady(not.Says),
        _ => throw new InvalidOperationException("An outcome that nobody handles."),
    };
}
