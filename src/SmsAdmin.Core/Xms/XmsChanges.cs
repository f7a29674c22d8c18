using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>
/// Changes batches that wait, whole or in part. All messages of a batch are held in the queue first: where one of them has
/// left it, nothing is changed. Texts, recipients and quota change in one transaction.
/// </summary>
public sealed class XmsChanges(
    IDbContextFactory<AppDb> databases, Plans plans, Submissions submissions, TextVault texts, AuditTrail audit, Bells bells, ChangeFeed feed, Meters meters, TimeProvider clock)
{
    private const int MostTries = 4;

    /// <summary>Changes what the client names; what it does not name stays.</summary>
    public Task<XmsOutcome> UpdateAsync(XmsOwner owner, Guid id, BatchChange change, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(change);
        return ChangeAsync(owner, id, (before, plan) => Changed(before, change, plan), by, ct);
    }

    /// <summary>Puts another batch in its place, under the same id.</summary>
    public Task<XmsOutcome> ReplaceAsync(XmsOwner owner, Guid id, BatchOrder order, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(order);
        return ChangeAsync(owner, id, (_, plan) => XmsReading.Settle(order, plan), by, ct);
    }

    private static (BatchOrder? Order, XmsError? Error) Changed(BatchOrder before, BatchChange change, PlanView plan)
    {
        if (change.IsBinary is { } isBinary && isBinary != before.Wire.IsBinary) return (null, XmsError.InvalidFormat("The type of a batch cannot be changed."));
        var (added, bad) = XmsReading.Numbers(change.Added, plan);
        if (added is null) return (null, bad);
        var (removed, worse) = XmsReading.Numbers(change.Removed, plan);
        if (removed is null) return (null, worse);
        string[] to = [.. before.To.Union(added).Except(removed)];
        if (to.Length is 0 or > SubmissionReading.MostRecipients) return (null, XmsError.Constraint($"'to' must have between 1 and {SubmissionReading.MostRecipients} elements."));
        // They were read when the batch was taken.
        return XmsReading.Settle(change.Over(before) with { To = [.. to.Select(digits => "+" + digits)] }, plan);
    }

    private async Task<XmsOutcome> ChangeAsync(XmsOwner owner, Guid id, Func<BatchOrder, PlanView, (BatchOrder?, XmsError?)> change, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(by);
        if (await plans.FindAsync(owner.PlanId, ct) is not { } plan) return new XmsOutcome.NotThere();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(owner, id, plan, change, by, ct);
            }
            catch (DbException fault) when (tries < MostTries && Conflict.Is(fault))
            {
                // Somebody else wanted the same counters in another order, and won. Nothing of ours was written.
            }
        }
    }

    private async Task<XmsOutcome> TryAsync(XmsOwner owner, Guid id, PlanView plan, Func<BatchOrder, PlanView, (BatchOrder?, XmsError?)> change, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two changes of one batch come one behind the other.
        await db.HoldAsync($"batch {id:N}", ct);
        if (await XmsBatches.Of(db, owner).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } submission) return new XmsOutcome.NotThere();
        var now = Instants.Truncated(clock.GetUtcNow());
        var whole = db.Messages.Where(m => m.SubmissionId == id && !m.IsWithdrawn);
        // From here to the end of the transaction nobody claims them.
        await whole.Where(m => m.State == MessageState.Queued).ExecuteUpdateAsync(set => set.SetProperty(m => m.ChangedAt, now), ct);
        var messages = await whole.AsNoTracking().ToListAsync(ct);
        if (submission.OrderCipher is null) return new XmsOutcome.Refused(XmsError.AlreadyDispatched);
        var (order, error) = change(texts.OpenOrder(submission.OrderCipher), plan);
        if (order is null) return new XmsOutcome.Refused(error!);
        var request = XmsReading.ToSubmission(order, plan, owner.IsTest);
        var reading = SubmissionReading.Of(request, plan, now);
        if (reading.Faults.Count > 0 || reading.OfRecipients.Count > 0) return new XmsOutcome.Refused(XmsError.Of(order, reading.Faults, reading.OfRecipients));
        if (submission.CanceledAt is not null || messages.Exists(m => m.State != MessageState.Queued)) return new XmsOutcome.Refused(XmsError.AlreadyDispatched);

        var rewrite = XmsRewrite.Of(submission, messages, request, reading, submissions, now);
        if (!owner.IsTest && await rewrite.CountAsync(db, plan.Limits()) is { } full) return new XmsOutcome.Refused(XmsError.QuotaExceeded(full));
        if (!await rewrite.WriteAsync(db)) return new XmsOutcome.Refused(XmsError.AlreadyDispatched);
        await db.InsertAsync([audit.Entry(by, "batch.changed", $"{submission.MessageCount} messages", id, after: new { added = rewrite.Added.Count, removed = rewrite.Withdrawn.Count })]);
        await transaction.CommitAsync(ct);
        if (!owner.IsTest && rewrite.Added.Count > 0) meters.Accepted(plan.Id, request.Lane, rewrite.Added.Count);
        bells.Queue.Ring();
        feed.Announce(MessageChange.Any);
        return new XmsOutcome.Done(XmsShapes.ToJson(XmsShapes.Of(submission, order)));
    }
}
