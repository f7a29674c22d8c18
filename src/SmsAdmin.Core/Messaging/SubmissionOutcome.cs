using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>What became of a submission of any size.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <summary>Committed, at least in part: it will be sent. Not yet accepted by Sinch.</summary>
    /// <param name="Recipients">One for each recipient, in the order in which they were asked for.</param>
    public sealed record Taken(Guid SubmissionId, DateTimeOffset CreatedAt, IReadOnlyList<RecipientOutcome> Recipients) : SubmissionOutcome;

    /// <summary>Nothing was queued: the same request was taken already, and its answer is kept.</summary>
    public sealed record Repeated : SubmissionOutcome;

    /// <summary>Nothing was queued, because something is not valid.</summary>
    /// <param name="Faults">Of what holds for all.</param>
    /// <param name="OfRecipients">Of single recipients.</param>
    public sealed record Invalid(IReadOnlyList<FieldFault> Faults, IReadOnlyList<RecipientFault> OfRecipients) : SubmissionOutcome;

    /// <summary>Nothing was queued: the quota has no room for it until <see cref="QuotaFull.ResetsAt"/>.</summary>
    public sealed record OverQuota(QuotaFull Quota) : SubmissionOutcome;

    /// <summary>Nothing was queued: the plan cannot send.</summary>
    public sealed record PlanNotReady(string Says) : SubmissionOutcome;
}

/// <summary>What is wrong with one recipient.</summary>
/// <param name="Index">Its place among the recipients, from 0.</param>
public sealed record RecipientFault(int Index, FieldFault Fault);

/// <summary>What became of one recipient of a submission.</summary>
public abstract record RecipientOutcome
{
    private RecipientOutcome()
    {
    }

    /// <summary>Committed: it will be sent.</summary>
    /// <param name="To">In E.164, with the plus.</param>
    /// <param name="DeferredFor">The quota whose reset it waits for; null when it goes out at its time.</param>
    public sealed record Queued(Guid MessageId, string To, int Parts, QuotaFull? DeferredFor = null) : RecipientOutcome;

    /// <summary>Not queued, because something of it is not valid.</summary>
    public sealed record Invalid(string To, IReadOnlyList<FieldFault> Faults) : RecipientOutcome;

    /// <summary>Not queued: the quota had no room left for it.</summary>
    public sealed record OverQuota(string To, QuotaFull Quota) : RecipientOutcome;
}
