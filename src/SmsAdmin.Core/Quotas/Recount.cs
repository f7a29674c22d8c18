using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Quotas;

/// <summary>A counter that says something else than the messages do.</summary>
/// <param name="Counted">What the counter holds: messages and parts.</param>
/// <param name="Found">What the messages themselves make.</param>
public sealed record UsageDrift(string Period, (int Messages, int Parts) Counted, (int Messages, int Parts) Found);

/// <summary>
/// Counts the messages themselves into their periods. The counters move with them, so that both are always the same; this
/// proves it, and makes day and month anew where a plan's zone moves their edges.
/// </summary>
public sealed class Recount(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    /// <summary>Counters of this month that are not what the messages make; empty where all is right.</summary>
    public async Task<IReadOnlyList<UsageDrift>> CompareAsync(PlanLimits plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var month = QuotaPeriod.Month(clock.GetUtcNow(), QuotaPeriod.Zone(plan.TimeZone));
        await using var db = await databases.CreateDbContextAsync(ct);
        // One view of both, whatever is accepted meanwhile.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await LockAsync(db, plan.PlanId, ct);
        var found = await CountAsync(db, plan.PlanId, plan.TimeZone, month.StartsAt, ct);
        var counted = await CountersAsync(db, plan.PlanId, month.StartsAt, month.Key, ct);
        return
        [
            .. found.Keys.Union(counted.Keys).Order(StringComparer.Ordinal)
                .Select(period => new UsageDrift(period, counted.GetValueOrDefault(period), found.GetValueOrDefault(period)))
                .Where(drift => drift.Counted != drift.Found),
        ];
    }

    /// <summary>Counts this month's days and the month anew, as they begin in another zone, inside the caller's transaction.</summary>
    public async Task MoveAsync(AppDb db, Guid planId, string timeZone, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var month = QuotaPeriod.Month(clock.GetUtcNow(), QuotaPeriod.Zone(timeZone));
        await LockAsync(db, planId, ct);
        var found = await CountAsync(db, planId, timeZone, month.StartsAt, ct);
        var counted = await CountersAsync(db, planId, month.StartsAt, month.Key, ct);
        // A day that has begun in the old zone alone is empty in the new one, until it begins there.
        var periods = found.Keys.Union(counted.Keys).Where(period => period[0] is 'd' or 'm').Order(StringComparer.Ordinal);
        await Many.ExecuteAsync(
            db,
            """
            INSERT INTO "Usage" ("PlanId", "Period", "Messages", "Parts") VALUES ($1, $2, $3, $4)
            ON CONFLICT ("PlanId", "Period") DO UPDATE SET "Messages" = excluded."Messages", "Parts" = excluded."Parts"
            """,
            [.. periods.Select(period => new object?[] { planId, period, found.GetValueOrDefault(period).Messages, found.GetValueOrDefault(period).Parts })]);
    }

    // Whoever moves a counter of the plan waits until this transaction ends.
    private static Task<int> LockAsync(AppDb db, Guid planId, CancellationToken ct) =>
        db.Usage.Where(u => u.PlanId == planId).ExecuteUpdateAsync(set => set.SetProperty(u => u.Messages, u => u.Messages), ct);

    private static async Task<Dictionary<string, (int Messages, int Parts)>> CountAsync(AppDb db, Guid planId, string timeZone, DateTimeOffset since, CancellationToken ct)
    {
        var calendar = new PlanCalendar();
        var found = new Dictionary<string, (int Messages, int Parts)>(StringComparer.Ordinal);
        var messages = db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.CountedAt >= since && !m.IsTest)
            .Select(m => new { At = m.CountedAt!.Value, m.Parts });
        // One after the other: a month may hold more than memory should.
        await foreach (var message in messages.AsAsyncEnumerable().WithCancellation(ct))
        {
            foreach (var period in calendar.At(timeZone, message.At))
            {
                var (count, parts) = found.GetValueOrDefault(period.Key);
                found[period.Key] = (count + 1, parts + message.Parts);
            }
        }

        return found;
    }

    private static async Task<Dictionary<string, (int Messages, int Parts)>> CountersAsync(AppDb db, Guid planId, DateTimeOffset since, string month, CancellationToken ct)
    {
        var firstHour = QuotaPeriod.Hour(since).Key;
        var firstDay = $"d{month[1..]}-01";
        var counters = await db.Usage.AsNoTracking().Where(u => u.PlanId == planId).ToListAsync(ct);
        return counters
            .Where(u => (u.Messages, u.Parts) != default && string.CompareOrdinal(u.Period, u.Period[0] switch { 'd' => firstDay, 'm' => month, _ => firstHour }) >= 0)
            .ToDictionary(u => u.Period, u => (u.Messages, u.Parts), StringComparer.Ordinal);
    }
}
