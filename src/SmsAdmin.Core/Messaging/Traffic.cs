using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>One hour of traffic.</summary>
/// <param name="StartsAt">The hour's first instant, UTC.</param>
public sealed record TrafficHour(DateTimeOffset StartsAt, int Delivered, int OnTheWay, int NotDelivered);

/// <summary>A stretch of traffic in figures, each counted, none estimated.</summary>
/// <param name="Queued">Waiting or being sent right now, whenever they were asked for.</param>
/// <param name="OldestQueuedAt">When the oldest of those was asked for.</param>
/// <param name="MedianToDelivery">Half of the delivered took at most so long; null where none is delivered.</param>
public sealed record TrafficFigures(
    int Messages, int Parts, int Delivered, int NotDelivered, int OnTheWay, int Queued, DateTimeOffset? OldestQueuedAt,
    TimeSpan? MedianToDelivery, TimeSpan? P95ToDelivery, DateTimeOffset? LastReceiptAt, IReadOnlyList<TrafficHour> Hours);

/// <summary>Counts what the dashboard shows.</summary>
public sealed class Traffic(IDbContextFactory<AppDb> databases)
{
    /// <summary>Figures of all plans between two instants, with an entry for each hour.</summary>
    public async Task<TrafficFigures> ReadAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Messages.AsNoTracking()
            .Where(m => m.CreatedAt >= from && m.CreatedAt < until && !m.IsTest)
            .Select(m => new { m.CreatedAt, m.CountedAt, m.State, m.Parts, m.FinalAt })
            .ToListAsync(ct);
        var waiting = await Waiting(db).CountAsync(ct);
        // What is scheduled for later is not late.
        var oldest = await Waiting(db).Where(m => m.CountedAt == null || m.CountedAt < until).MinAsync(m => (DateTimeOffset?)m.CreatedAt, ct);
        var lastReceipt = await db.PlanStates.AsNoTracking().MaxAsync(s => s.LastReceiptAt, ct);

        var times = rows.Where(r => r is { State: MessageState.Delivered, FinalAt: not null }).Select(r => r.FinalAt!.Value - (r.CountedAt ?? r.CreatedAt)).Order().ToList();
        return new TrafficFigures(
            rows.Count,
            rows.Sum(r => r.Parts),
            rows.Count(r => r.State == MessageState.Delivered),
            rows.Count(r => NotDelivered(r.State)),
            rows.Count(r => !r.State.IsFinal()),
            waiting,
            oldest,
            Percentile(times, 0.50),
            Percentile(times, 0.95),
            lastReceipt,
            [.. Hours(from, until).Select(hour => Hour(hour, rows.Where(r => r.CreatedAt >= hour && r.CreatedAt < hour.AddHours(1)).Select(r => r.State)))]);
    }

    /// <summary>Whether anything was ever asked for.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.AnyAsync(ct);
    }

    /// <summary>How many messages wait or are being sent right now.</summary>
    public async Task<int> WaitingAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await Waiting(db).CountAsync(ct);
    }

    private static IQueryable<Message> Waiting(AppDb db) =>
        db.Messages.AsNoTracking().Where(m => m.State == MessageState.Queued || m.State == MessageState.Sending);

    private static TrafficHour Hour(DateTimeOffset startsAt, IEnumerable<MessageState> states)
    {
        var all = states.ToList();
        return new TrafficHour(startsAt, all.Count(s => s == MessageState.Delivered), all.Count(s => !s.IsFinal()), all.Count(NotDelivered));
    }

    private static bool NotDelivered(MessageState state) => state.IsFinal() && state is not (MessageState.Delivered or MessageState.Cancelled);

    private static IEnumerable<DateTimeOffset> Hours(DateTimeOffset from, DateTimeOffset until)
    {
        for (var hour = from; hour < until; hour = hour.AddHours(1)) yield return hour;
    }

    private static TimeSpan? Percentile(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
}
