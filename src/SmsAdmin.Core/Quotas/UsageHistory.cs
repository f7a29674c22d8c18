using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Quotas;

/// <summary>What a plan used of one hour or one day.</summary>
/// <param name="StartsAt">First instant of it, UTC.</param>
public sealed record UsageSpan(DateTimeOffset StartsAt, int Messages, int Parts);

/// <summary>Reads what a plan used by hour and by day, from the counters.</summary>
public sealed class UsageHistory(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    /// <summary>The last hours, oldest first, the one that runs included. An hour without a message is there too.</summary>
    public Task<IReadOnlyList<UsageSpan>> HoursAsync(Guid planId, int hours, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return ReadAsync(planId, [.. Enumerable.Range(1 - hours, hours).Select(ago => QuotaPeriod.Hour(now.AddHours(ago)))], ct);
    }

    /// <summary>The last days in the plan's own zone, oldest first, today included.</summary>
    public Task<IReadOnlyList<UsageSpan>> DaysAsync(PlanLimits plan, int days, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var zone = QuotaPeriod.Zone(plan.TimeZone);
        var periods = new List<QuotaPeriod> { QuotaPeriod.Day(clock.GetUtcNow(), zone) };
        // Back from edge to edge: where the clocks change, a day is not 24 hours.
        while (periods.Count < days) periods.Insert(0, QuotaPeriod.Day(periods[0].StartsAt.AddHours(-1), zone));
        return ReadAsync(plan.PlanId, periods, ct);
    }

    private async Task<IReadOnlyList<UsageSpan>> ReadAsync(Guid planId, List<QuotaPeriod> periods, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var keys = periods.ConvertAll(period => period.Key);
        var counters = await db.Usage.AsNoTracking().Where(u => u.PlanId == planId && keys.Contains(u.Period)).ToDictionaryAsync(u => u.Period, ct);
        return periods.ConvertAll(period => counters.TryGetValue(period.Key, out var used)
            ? new UsageSpan(period.StartsAt, used.Messages, used.Parts)
            : new UsageSpan(period.StartsAt, 0, 0));
    }
}
