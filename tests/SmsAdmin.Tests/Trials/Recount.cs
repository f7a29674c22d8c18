using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Counts the messages anew, period by period, and compares with the counters.</summary>
internal static class Recount
{
    /// <summary>The plan's zone is the one that <see cref="TestRooms.AddPlanAsync"/> gives.</summary>
    /// <returns>How many messages are counted.</returns>
    public static async Task<int> ProveAsync(TestRooms rooms)
    {
        var ct = TestContext.Current.CancellationToken;
        var counted = await rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.CountedAt != null).Select(m => new { At = m.CountedAt!.Value, m.Parts }).ToListAsync(ct));
        var counters = await rooms.LookAsync(db => db.Usage.AsNoTracking().Where(u => u.Messages != 0).ToDictionaryAsync(u => u.Period, u => (u.Messages, u.Parts), ct));
        var zone = QuotaPeriod.Zone("Europe/Stockholm");
        var recount = counted
            .SelectMany(m => (string[])[QuotaPeriod.Day(m.At, zone).Key, QuotaPeriod.Month(m.At, zone).Key, QuotaPeriod.Hour(m.At).Key], (m, period) => (period, m.Parts))
            .GroupBy(m => m.period)
            .ToDictionary(of => of.Key, of => (of.Count(), of.Sum(m => m.Parts)));
        Assert.Equal(recount.OrderBy(of => of.Key, StringComparer.Ordinal), counters.OrderBy(of => of.Key, StringComparer.Ordinal));
        return counted.Count;
    }
}
