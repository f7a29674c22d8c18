using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;

namespace SmsAdmin.Core.Messaging;

/// <summary>Everything one submission writes.</summary>
/// <param name="Defer">Where the quota is full: queue it for the quota's reset instead of refusing it.</param>
public sealed record Acceptance(Submission Submission, Message Message, AuditEntry? Audit, PlanLimits Plan, bool Defer = false);

/// <summary>Writes submissions: counters first, then the inserts. A refusal or a repeated press is its caller's outcome alone.</summary>
public sealed class Acceptances(GroupCommit commits) : GroupWriter<Acceptance, SubmitOutcome>(commits)
{
    protected internal override int Order => 2;

    /// <summary>Returns when the submission is on the disk, or refused.</summary>
    public new Task<SubmitOutcome> CommitAsync(Acceptance acceptance) => base.CommitAsync(acceptance);

    protected override async Task<IReadOnlyList<SubmitOutcome>> WriteAsync(AppDb db, IReadOnlyList<Acceptance> works)
    {
        var outcomes = await PressedBeforeAsync(db, works);
        var fresh = works.Where(w => !outcomes.ContainsKey(w)).DistinctBy(w => w.Submission.PressId ?? w.Submission.Id).ToList();
        var refusals = await Reservations.ReserveAsync(db, fresh.ConvertAll(w => new QuotaWish(w.Plan, w.Message.CreatedAt, 1, w.Message.Parts)));
        foreach (var (work, full) in fresh.Zip(refusals)) outcomes[work] = Judge(work, full);
        var taken = fresh.FindAll(w => outcomes[w] is SubmitOutcome.Queued);
        await db.InsertAsync(taken.ConvertAll(w => w.Submission));
        await db.InsertAsync(taken.ConvertAll(w => w.Message));
        await db.InsertAsync(taken.Where(w => w.Audit is not null).Select(w => w.Audit!).ToList());

        // The same press twice in one group: the second gets what the first got.
        var firsts = fresh.Where(w => w.Submission.PressId is not null).ToDictionary(w => w.Submission.PressId!.Value);
        return [.. works.Select(w => outcomes.TryGetValue(w, out var own) ? own : outcomes[firsts[w.Submission.PressId!.Value]])];
    }

    private static SubmitOutcome Judge(Acceptance work, QuotaFull? full)
    {
        var message = work.Message;
        // A group may be written more than once, so nothing of an earlier try may stay.
        (message.CountedAt, message.DueAt) = full is null ? (message.CreatedAt, message.CreatedAt) : ((DateTimeOffset?)null, full.ResetsAt);
        if (full is null) return SubmitOutcome.Queued.Of(message);
        if (!work.Defer || message.Deadline <= full.ResetsAt) return new SubmitOutcome.OverQuota(full);
        return SubmitOutcome.Queued.Of(message, full);
    }

    /// <summary>The outcomes of those whose press was taken in an earlier group.</summary>
    private static async Task<Dictionary<Acceptance, SubmitOutcome>> PressedBeforeAsync(AppDb db, IReadOnlyList<Acceptance> works)
    {
        var outcomes = new Dictionary<Acceptance, SubmitOutcome>(ReferenceEqualityComparer.Instance);
        var presses = works.Where(w => w.Submission.PressId is not null).ToLookup(w => w.Submission.PressId!.Value);
        if (presses.Count == 0) return outcomes;
        var keys = presses.Select(p => p.Key).ToList();
        var taken = await (
            from submission in db.Submissions
            join message in db.Messages on submission.Id equals message.SubmissionId
            where submission.PressId != null && keys.Contains(submission.PressId.Value)
            select new { Press = submission.PressId!.Value, Message = message }).AsNoTracking().ToListAsync();
        foreach (var first in taken)
        {
            foreach (var again in presses[first.Press]) outcomes[again] = SubmitOutcome.Queued.Of(first.Message);
        }

        return outcomes;
    }
}
