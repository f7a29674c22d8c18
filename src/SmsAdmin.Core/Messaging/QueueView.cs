using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Reads what waits, what holds it up and how fast it goes. Every read goes by an index, whatever lies in the log.</summary>
public sealed class QueueView(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int OpenOutcomesShown = 10;
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The queues of these plans, in their order.</summary>
    public async Task<IReadOnlyList<PlanQueue>> ReadAsync(IEnumerable<Guid> planIds, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(planIds);
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = clock.GetUtcNow() - Lately;
        // The lane before the plan: the other way round, SQLite walks through all by the plan's index rather than by the time's.
        var came = await db.Messages.Where(m => m.CreatedAt >= since).GroupBy(m => new { m.Lane, m.PlanId })
            .Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(all => (all.Key.PlanId, all.Key.Lane), all => all.Count, ct);
        var went = await db.Messages.Where(m => m.AcceptedAt >= since).GroupBy(m => new { m.Lane, m.PlanId })
            .Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(all => (all.Key.PlanId, all.Key.Lane), all => all.Count, ct);
        var workers = await db.PlanLeases.AsNoTracking().Where(l => l.Holder != null)
            .ToDictionaryAsync(l => l.PlanId, l => new QueueWorker(l.HolderName ?? "", l.RenewedAt, l.Until), ct);

        var queues = new List<PlanQueue>();
        foreach (var planId in planIds)
        {
            var waiting = await db.Messages.Where(m => m.PlanId == planId && m.State == MessageState.Queued).GroupBy(m => m.Lane)
                .Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(all => all.Key, all => all.Count, ct);
            var sending = await db.Messages.Where(m => m.PlanId == planId && m.State == MessageState.Sending).GroupBy(m => m.OutcomeUnknown)
                .Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(all => all.Key, all => all.Count, ct);
            var lanes = new List<QueueLane>();
            var forQuota = 0;
            foreach (var lane in Enum.GetValues<Lane>())
            {
                var count = waiting.GetValueOrDefault(lane);
                if (count > 0) forQuota += await ForQuotaAsync(db, planId, lane, ct);
                lanes.Add(new QueueLane(
                    lane, count, count == 0 ? null : await NextAsync(db, planId, lane, ct), came.GetValueOrDefault((planId, lane)), went.GetValueOrDefault((planId, lane))));
            }

            queues.Add(new PlanQueue(planId, lanes, sending.Values.Sum(), sending.GetValueOrDefault(true), forQuota, workers.GetValueOrDefault(planId)));
        }

        return queues;
    }

    /// <summary>Sends whose outcome is being looked up, the one that is looked up next first.</summary>
    public async Task<IReadOnlyList<OpenOutcome>> OpenOutcomesAsync(IReadOnlyCollection<Guid> planIds, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await db.Messages.AsNoTracking()
            .Where(m => planIds.Contains(m.PlanId) && m.State == MessageState.Sending && m.OutcomeUnknown)
            .OrderBy(m => m.DueAt)
            .Take(OpenOutcomesShown)
            .Select(m => new { m.Id, m.To, m.Lane, m.HttpStatus, m.UnknownSince, m.AbsentCount, m.DueAt })
            .ToListAsync(ct);
        return found.ConvertAll(m => new OpenOutcome(m.Id, PhoneNumber.FromDigits(m.To), m.Lane, m.HttpStatus, m.UnknownSince, m.AbsentCount, m.DueAt));
    }

    /// <summary>How much of a plan Sinch accepted a second, over the last minute: in messages, or in parts where its rate counts those.</summary>
    public async Task<SecondUse> SecondAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var since = now - Lately;
        // Of all plans: asked for one, the engine would walk through everything that the plan ever sent.
        var accepted = await db.Messages.Where(m => m.AcceptedAt >= since && !m.IsTest).Select(m => new { m.PlanId, m.Parts, At = m.AcceptedAt!.Value }).ToListAsync(ct);
        var bySecond = accepted.Where(m => m.PlanId == plan.Id)
            .AggregateBy(m => (long)Math.Max(0, (now - m.At) / Second), 0, (sum, m) => sum + (plan.CountsParts ? m.Parts : 1))
            .ToDictionary();
        return new SecondUse(bySecond.GetValueOrDefault(0), bySecond.Count == 0 ? 0 : bySecond.Values.Max());
    }

    /// <summary>How many messages a choice takes in, and their parts.</summary>
    public async Task<QueueCost> CostAsync(QueueChoice choice, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Matching(db, choice).GroupBy(_ => 1)
            .Select(all => new QueueCost(all.Count(), all.Count(m => m.TextCipher != null), all.Sum(m => m.TextCipher != null ? m.Parts : 0)))
            .SingleOrDefaultAsync(ct) ?? new QueueCost(0, 0, 0);
    }

    /// <summary>The messages of a choice. Of those that ended, what was sent again already, codes, and what a test key asked for are none of it.</summary>
    internal static IQueryable<Message> Matching(AppDb db, QueueChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        var messages = db.Messages.AsNoTracking().Where(m => m.PlanId == choice.PlanId && m.State == choice.State);
        if (choice.Lane is { } lane) messages = messages.Where(m => m.Lane == lane);
        if (choice.From is { } from) messages = messages.Where(m => m.CreatedAt >= from);
        if (choice.Until is { } until) messages = messages.Where(m => m.CreatedAt < until);
        // A code that did not arrive in time is of no use later: a new one is asked for.
        return choice.State.IsFinal() ? messages.Where(m => m.Lane != Lane.Otp && !m.IsTest && !db.Submissions.Any(s => s.PressId == m.Id)) : messages;
    }

    // What is scheduled for later is not late.
    private Task<DateTimeOffset?> NextAsync(AppDb db, Guid planId, Lane lane, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Messages
            .Where(m => m.PlanId == planId && m.State == MessageState.Queued && m.Lane == lane && (m.CountedAt == null || m.CountedAt <= now))
            .OrderBy(m => m.DueAt)
            .Select(m => (DateTimeOffset?)m.CreatedAt)
            .FirstOrDefaultAsync(ct);
    }

    // What waits for its quota is due at the reset: in the index it lies behind all that can go.
    private Task<int> ForQuotaAsync(AppDb db, Guid planId, Lane lane, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Messages.CountAsync(m => m.PlanId == planId && m.State == MessageState.Queued && m.Lane == lane && m.DueAt > now && m.CountedAt == null, ct);
    }
}
