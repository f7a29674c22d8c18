using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>One hour of traffic.</summary>
/// <param name="StartsAt">The hour's first instant, UTC.</param>
public sealed record TrafficHour(DateTimeOffset StartsAt, int Delivered, int OnTheWay, int NotDelivered)
{
    public TimeSpan? MedianToDelivery { get; init; }

    public TimeSpan? P95ToDelivery { get; init; }

    /// <summary>Messages of the same hour a week before, as the counters have them.</summary>
    public int? WeekBefore { get; init; }

    /// <summary>Delivered of all that ended; null where none did.</summary>
    public double? Rate => Delivered + NotDelivered == 0 ? null : (double)Delivered / (Delivered + NotDelivered);
}

/// <summary>A stretch of traffic in figures, each counted, none estimated.</summary>
/// <param name="Queued">Waiting right now, whenever they were asked for. What is being sent waits no more.</param>
/// <param name="OldestQueuedAt">When the oldest of those that could go now was asked for.</param>
/// <param name="MedianToDelivery">Half of the delivered took at most so long; null where none is delivered.</param>
public sealed record TrafficFigures(
    int Messages, int Parts, int Delivered, int NotDelivered, int OnTheWay, int Queued, DateTimeOffset? OldestQueuedAt,
    TimeSpan? MedianToDelivery, TimeSpan? P95ToDelivery, DateTimeOffset? LastReceiptAt, IReadOnlyList<TrafficHour> Hours)
{
    /// <summary>One-time codes among those that wait.</summary>
    public int CodesQueued { get; init; }

    /// <summary>Delivered of all that ended in the seven days before; null where hardly any did.</summary>
    public double? UsualRate { get; init; }
}

/// <summary>Counts what the dashboard shows: hours that are over once, the running one each time, nothing by a scan of the log.</summary>
public sealed class Traffic(IDbContextFactory<AppDb> databases, Plans plans, HourTallies tallies, QueueView queue)
{
    private const int HoursOfAWeek = 168;
    private const int FewerSayNothing = 20;

    /// <summary>Figures of all plans between two instants, with an entry for each hour.</summary>
    public async Task<TrafficFigures> ReadAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var hours = await tallies.ReadAsync(from, (int)Math.Ceiling((until - from).TotalHours), ct);
        var week = await tallies.ReadAsync(QuotaPeriod.Hour(from).StartsAt.AddHours(-HoursOfAWeek), HoursOfAWeek, ct);
        var queues = await queue.ReadAsync((await plans.ListAsync(ct)).Select(plan => plan.Id), ct);
        await using var db = await databases.CreateDbContextAsync(ct);
        var before = await WeekBeforeAsync(db, hours, ct);
        var (usual, usuallyEnded) = (week.Sum(hour => hour.Delivered), week.Sum(hour => hour.Delivered + hour.NotDelivered));
        return new TrafficFigures(
            hours.Sum(hour => hour.Messages),
            hours.Sum(hour => hour.Parts),
            hours.Sum(hour => hour.Delivered),
            hours.Sum(hour => hour.NotDelivered),
            hours.Sum(hour => hour.OnTheWay),
            queues.Sum(one => one.Waiting),
            queues.SelectMany(one => one.Lanes).Min(lane => lane.NextAskedAt),
            DeliveryTime.Percentile(hours, 0.50),
            DeliveryTime.Percentile(hours, 0.95),
            await db.PlanStates.AsNoTracking().MaxAsync(state => state.LastReceiptAt, ct),
            [.. hours.Zip(before, Hour)])
        {
            CodesQueued = queues.SelectMany(one => one.Lanes).Where(lane => lane.Lane == Lane.Otp).Sum(lane => lane.Waiting),
            UsualRate = usuallyEnded < FewerSayNothing ? null : (double)usual / usuallyEnded,
        };
    }

    /// <summary>Whether anything was ever asked for.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.AnyAsync(ct);
    }

    /// <summary>How many messages wait right now.</summary>
    public async Task<int> WaitingAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = 0;
        // Plan by plan: that is how the index begins.
        foreach (var plan in await plans.ListAsync(ct))
            waiting += await db.Messages.CountAsync(m => m.PlanId == plan.Id && m.State == MessageState.Queued, ct);
        return waiting;
    }

    private static TrafficHour Hour(HourTally hour, int? before) => new(hour.StartsAt, hour.Delivered, hour.OnTheWay, hour.NotDelivered)
    {
        MedianToDelivery = DeliveryTime.Percentile([hour], 0.50),
        P95ToDelivery = DeliveryTime.Percentile([hour], 0.95),
        WeekBefore = before,
    };

    // None at all where nothing was counted that day: a line of zeros would say that nothing was sent.
    private static async Task<IReadOnlyList<int?>> WeekBeforeAsync(AppDb db, IReadOnlyList<HourTally> hours, CancellationToken ct)
    {
        var keys = hours.Select(hour => QuotaPeriod.Hour(hour.StartsAt.AddHours(-HoursOfAWeek)).Key).ToList();
        var counted = await db.Usage.AsNoTracking().Where(use => keys.Contains(use.Period)).GroupBy(use => use.Period)
            .Select(all => new { all.Key, Messages = all.Sum(use => use.Messages) }).ToDictionaryAsync(all => all.Key, all => all.Messages, ct);
        return keys.ConvertAll(key => counted.Count == 0 ? (int?)null : counted.GetValueOrDefault(key));
    }
}
