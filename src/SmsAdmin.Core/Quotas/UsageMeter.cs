using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Quotas;

/// <summary>A quota that has no room.</summary>
/// <param name="Name">"day" or "month".</param>
/// <param name="Used">Messages used in the period.</param>
/// <param name="Limit">Messages allowed in the period.</param>
/// <param name="ResetsAt">When there is room again, UTC.</param>
public sealed record QuotaFull(string Name, int Used, int Limit, DateTimeOffset ResetsAt);

/// <summary>One period's use against its limit.</summary>
/// <param name="Limit">Messages allowed, or null for no limit.</param>
public sealed record QuotaUse(string Name, int Messages, int Parts, int? Limit, DateTimeOffset ResetsAt);

/// <summary>Reads what plans have used, by day and by month, in recipients and in parts.</summary>
public sealed class UsageMeter(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    /// <summary>Use of today and of this month, day first.</summary>
    public async Task<IReadOnlyList<QuotaUse>> ReadAsync(PlanLimits plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var db = await databases.CreateDbContextAsync(ct);
        var uses = new List<QuotaUse>(2);
        foreach (var (name, period, limit) in Periods(plan))
        {
            var counter = await db.Usage.AsNoTracking().SingleOrDefaultAsync(u => u.PlanId == plan.PlanId && u.Period == period.Key, ct);
            uses.Add(new QuotaUse(name, counter?.Messages ?? 0, counter?.Parts ?? 0, limit, period.EndsAt));
        }

        return uses;
    }

    private IEnumerable<(string Name, QuotaPeriod Period, int? Limit)> Periods(PlanLimits plan)
    {
        var now = clock.GetUtcNow();
        var zone = QuotaPeriod.Zone(plan.TimeZone);
        yield return ("day", QuotaPeriod.Day(now, zone), plan.PerDay);
        yield return ("month", QuotaPeriod.Month(now, zone), plan.PerMonth);
    }
}
