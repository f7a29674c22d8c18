using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Repeats;

namespace SmsAdmin.Core.Messaging;

/// <summary>Everything one submission writes.</summary>
/// <param name="Messages">At least one.</param>
/// <param name="Defer">Where the quota is full: queue it for the quota's reset instead of refusing it.</param>
/// <param name="Partial">Take as many as the quota has room for, instead of all or none.</param>
public sealed record Acceptance(
    Submission Submission, IReadOnlyList<Message> Messages, AuditEntry? Audit, PlanLimits Plan, bool Defer = false, bool Partial = false)
{
    /// <summary>The plan stands in the database, and may be deleted there; that of the environment stands in none.</summary>
    public bool IsPlanStored { get; init; }

    /// <summary>The caller's name for its only message, where that is taken once for ever.</summary>
    public CallerKey? Key { get; init; }

    /// <summary>Taken once, with its answer kept beside it.</summary>
    public Once<SubmissionOutcome.Taken>? Once { get; init; }

    /// <summary>What the caller is told; called inside the transaction where the answer is kept.</summary>
    public Func<AcceptanceResult, SubmissionOutcome.Taken>? Outcome { get; init; }

    /// <summary>Two with the same are one.</summary>
    internal object Identity => Key ?? (object)(Submission.PressId ?? Submission.Id);
}

/// <summary>What became of one message of a submission.</summary>
/// <param name="Full">The quota that it waits for, or that refused it; null where there was room.</param>
public sealed record MessageFate(Message Message, bool IsQueued, QuotaFull? Full = null)
{
    internal RecipientOutcome Outcome => IsQueued
        ? new RecipientOutcome.Queued(Message.Id, Message.To, Message.Parts, Full)
        : new RecipientOutcome.OverQuota(Message.To, Full!);
}

/// <summary>What became of a submission.</summary>
/// <param name="Fates">One for each message.</param>
/// <param name="IsRepeat">It was taken before, and this is what became of it then.</param>
public sealed record AcceptanceResult(Guid SubmissionId, DateTimeOffset CreatedAt, IReadOnlyList<MessageFate> Fates, bool IsRepeat = false)
{
    /// <summary>The same request was taken already, and its answer is kept: nothing of this one was written.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Its plan was deleted meanwhile: nothing of it was written.</summary>
    public bool IsPlanGone { get; init; }

    /// <summary>The quota for which nothing of it was queued; null where something was.</summary>
    public QuotaFull? Refused => IsAnswered || IsPlanGone || Fates.Any(fate => fate.IsQueued) ? null : Fates[0].Full;
}

/// <summary>Writes submissions: counters first, then the inserts. A refusal or a repeated press is its caller's outcome alone.</summary>
public sealed class Acceptances(GroupCommit commits) : GroupWriter<Acceptance, AcceptanceResult>(commits)
{
    protected internal override int Order => 2;

    /// <summary>Returns when the submission is on the disk, or refused.</summary>
    public new Task<AcceptanceResult> CommitAsync(Acceptance acceptance) => base.CommitAsync(acceptance);

    protected override int WeightOf(Acceptance work) => work.Messages.Count;

    protected override async Task<IReadOnlyList<AcceptanceResult>> WriteAsync(AppDb db, IReadOnlyList<Acceptance> works)
    {
        var results = await PressedBeforeAsync(db, works);
        await JudgePlansAsync(db, works, results);
        await ClaimAsync(db, works, results);
        var fresh = works.Where(w => !results.ContainsKey(w)).DistinctBy(w => w.Identity).ToList();
        foreach (var (work, before) in await CallerKeys.ClaimAsync(db, fresh)) results[work] = before;
        fresh.RemoveAll(results.ContainsKey);
        var known = results.Where(result => result.Key.Key is not null && !result.Value.IsPlanGone).ToDictionary(result => result.Key.Identity, result => result.Value);
        var wishes = fresh.ConvertAll(Wishes);
        var answers = await Reservations.ReserveAsync(db, [.. wishes.SelectMany(of => of)]);
        var at = 0;
        for (var i = 0; i < fresh.Count; at += wishes[i].Count, i++) results[fresh[i]] = Judge(fresh[i], answers, at, wishes[i].Count);

        var taken = fresh.FindAll(w => results[w].Refused is null);
        await AnswerAsync(db, fresh, results);
        if (taken.Count < fresh.Count) await CallerKeys.ReleaseAsync(db, fresh.Where(w => results[w].Refused is not null));
        await db.InsertAsync(taken.ConvertAll(w => w.Submission));
        await db.InsertAsync(taken.SelectMany(w => results[w].Fates).Where(fate => fate.IsQueued).Select(fate => fate.Message).ToList());
        await db.InsertAsync(taken.Where(w => w.Audit is not null).Select(w => w.Audit!).ToList());

        // The same press, or name, twice in one group: the second gets what the first got.
        foreach (var first in fresh) known.TryAdd(first.Identity, results[first]);
        return [.. works.Select(w => results.TryGetValue(w, out var own) ? own : known[w.Identity] with { IsRepeat = true })];
    }

    // In the same transaction as the inserts: what is taken finds its plan there, and whoever deletes a plan sees what was taken.
    private static async Task JudgePlansAsync(AppDb db, IReadOnlyList<Acceptance> works, Dictionary<Acceptance, AcceptanceResult> results)
    {
        var asked = works.Where(w => w.IsPlanStored && !results.ContainsKey(w)).ToLookup(w => w.Submission.PlanId);
        if (asked.Count == 0) return;
        var there = await db.HoldPlansAsync([.. asked.Select(of => of.Key)]);
        foreach (var work in asked.Where(of => !there.Contains(of.Key)).SelectMany(of => of))
            results[work] = new AcceptanceResult(work.Submission.Id, work.Submission.CreatedAt, []) { IsPlanGone = true };
    }

    // Before the quota: a request that came already may take no room.
    private static async Task ClaimAsync(AppDb db, IReadOnlyList<Acceptance> works, Dictionary<Acceptance, AcceptanceResult> results)
    {
        var once = works.Where(w => w.Once is not null && !results.ContainsKey(w)).ToList();
        var claimed = await RepeatClaims.TakeAsync(db, once.ConvertAll(w => w.Once!.Ticket));
        foreach (var (work, _) in once.Zip(claimed).Where(one => !one.Second))
            results[work] = new AcceptanceResult(work.Submission.Id, work.Submission.CreatedAt, [], IsRepeat: true) { IsAnswered = true };
    }

    // What was refused leaves its key free: it may be tried again.
    private static Task AnswerAsync(AppDb db, IReadOnlyList<Acceptance> fresh, Dictionary<Acceptance, AcceptanceResult> results) => RepeatClaims.SettleAsync(
        db,
        [.. fresh.Where(w => w.Once is not null).Select(w => (w.Once!.Ticket, results[w].Refused is null ? w.Once.Answer(w.Outcome!(results[w])) : null))]);

    // Room for all of it, or for each by itself; in the day when it goes out. What is a test needs none.
    private static List<QuotaWish> Wishes(Acceptance work)
    {
        if (work.Messages[0].IsTest) return [];
        var at = work.Submission.SendAt ?? work.Submission.CreatedAt;
        return work.Partial
            ? [.. work.Messages.Select(message => new QuotaWish(work.Plan, at, 1, message.Parts))]
            : [new QuotaWish(work.Plan, at, work.Messages.Count, work.Messages.Sum(message => message.Parts))];
    }

    private static AcceptanceResult Judge(Acceptance work, IReadOnlyList<QuotaFull?> answers, int at, int wishes)
    {
        var fates = new List<MessageFate>(work.Messages.Count);
        for (var i = 0; i < work.Messages.Count; i++) fates.Add(Judge(work, work.Messages[i], wishes == 0 ? null : answers[wishes == 1 ? at : at + i]));
        work.Submission.MessageCount = fates.Count(fate => fate.IsQueued);
        return new AcceptanceResult(work.Submission.Id, work.Submission.CreatedAt, fates);
    }

    private static MessageFate Judge(Acceptance work, Message message, QuotaFull? full)
    {
        var due = work.Submission.SendAt ?? message.CreatedAt;
        // A group may be written more than once, so nothing of an earlier try may stay.
        (message.CountedAt, message.DueAt) = full is null ? (due, due) : ((DateTimeOffset?)null, full.ResetsAt);
        return new MessageFate(message, full is null || (work.Defer && !(message.Deadline <= full.ResetsAt)), full);
    }

    /// <summary>The results of those whose press was taken in an earlier group.</summary>
    private static async Task<Dictionary<Acceptance, AcceptanceResult>> PressedBeforeAsync(AppDb db, IReadOnlyList<Acceptance> works)
    {
        var results = new Dictionary<Acceptance, AcceptanceResult>(ReferenceEqualityComparer.Instance);
        var presses = works.Where(w => w.Submission.PressId is not null).ToLookup(w => w.Submission.PressId!.Value);
        if (presses.Count == 0) return results;
        var keys = presses.Select(p => p.Key).ToList();
        var taken = await (
            from submission in db.Submissions
            join message in db.Messages on submission.Id equals message.SubmissionId
            where submission.PressId != null && keys.Contains(submission.PressId.Value)
            select new { Press = submission.PressId!.Value, Message = message }).AsNoTracking().ToListAsync();
        foreach (var first in taken.GroupBy(one => one.Press))
        {
            var messages = first.Select(one => one.Message).OrderBy(message => message.Id).ToList();
            var result = new AcceptanceResult(messages[0].SubmissionId, messages[0].CreatedAt, messages.ConvertAll(message => new MessageFate(message, true)), IsRepeat: true);
            foreach (var again in presses[first.Key]) results[again] = result;
        }

        return results;
    }
}
