using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Quotas;

/// <summary>Somebody who wants room.</summary>
/// <param name="At">When, UTC: in whose day, month and hour it is counted.</param>
public sealed record QuotaWish(PlanLimits Plan, DateTimeOffset At, int Messages, int Parts);

/// <summary>Moves the counters of day, month and hour, inside the transaction of the messages that they count.</summary>
public static class Reservations
{
    // Holds the counter's row until the transaction ends, and says how much is used.
    private const string Lock =
        """
        INSERT INTO "Usage" ("PlanId", "Period", "Messages", "Parts") VALUES ($1, $2, 0, 0)
        ON CONFLICT ("PlanId", "Period") DO UPDATE SET "Messages" = "Usage"."Messages" RETURNING "Messages"
        """;

    /// <summary>
    /// Takes room for many at once. The counters are locked in one order, so that two groups cannot wait for each other;
    /// then each wish is judged in turn, so that the last place goes to one of them and the refusal of one undoes no other.
    /// </summary>
    /// <returns>For each wish the quota that is full, or null when there was room.</returns>
    public static async Task<IReadOnlyList<QuotaFull?>> ReserveAsync(AppDb db, IReadOnlyList<QuotaWish> wishes)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(wishes);
        var calendar = new PlanCalendar();
        var periods = wishes.Select(wish => calendar.At(wish.Plan.TimeZone, wish.At)).ToList();
        var counters = new SortedDictionary<(Guid Plan, string Period), Room>();
        foreach (var (wish, of) in wishes.Zip(periods))
        {
            foreach (var period in of) counters.TryAdd((wish.Plan.PlanId, period.Key), new Room());
        }

        var used = await Many.ReadAsync(db, Lock, [.. counters.Keys.Select(counter => new object?[] { counter.Plan, counter.Period })]);
        foreach (var (room, messages) in counters.Values.Zip(used)) room.Used = (int)messages!.Value;
        var answers = new QuotaFull?[wishes.Count];
        for (var i = 0; i < wishes.Count; i++) answers[i] = Judge(wishes[i], periods[i], counters);
        await AddAsync(db, counters.Where(c => c.Value.Taken > 0).Select(c => (c.Key.Plan, c.Key.Period, c.Value.Taken, c.Value.TakenParts)));
        return answers;
    }

    /// <summary>Gives back what messages took that never went out, to the periods in which they were counted.</summary>
    public static Task GiveBackAsync(AppDb db, IReadOnlyList<QuotaWish> taken)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(taken);
        var calendar = new PlanCalendar();
        var back =
            from wish in taken
            from period in calendar.At(wish.Plan.TimeZone, wish.At)
            group wish by (wish.Plan.PlanId, period.Key) into counter
            orderby counter.Key
            select (counter.Key.PlanId, counter.Key.Key, -counter.Sum(w => w.Messages), -counter.Sum(w => w.Parts));
        return AddAsync(db, back);
    }

    private static QuotaFull? Judge(QuotaWish wish, QuotaPeriod[] periods, SortedDictionary<(Guid Plan, string Period), Room> counters)
    {
        var (day, month, hour) = (Of(periods[0]), Of(periods[1]), Of(periods[2]));
        // The month first: where both are full, a new day brings no room.
        if (IsFull(month, wish.Plan.PerMonth)) return new QuotaFull("month", month.Used + month.Taken, wish.Plan.PerMonth!.Value, periods[1].EndsAt);
        if (IsFull(day, wish.Plan.PerDay)) return new QuotaFull("day", day.Used + day.Taken, wish.Plan.PerDay!.Value, periods[0].EndsAt);
        foreach (var room in (ReadOnlySpan<Room>)[day, month, hour]) room.Take(wish.Messages, wish.Parts);
        return null;

        Room Of(QuotaPeriod period) => counters[(wish.Plan.PlanId, period.Key)];
        bool IsFull(Room room, int? limit) => limit is { } most && room.Used + room.Taken + wish.Messages > most;
    }

    private static Task AddAsync(AppDb db, IEnumerable<(Guid Plan, string Period, int Messages, int Parts)> changes) => Many.ExecuteAsync(
        db, """UPDATE "Usage" SET "Messages" = "Messages" + $1, "Parts" = "Parts" + $2 WHERE "PlanId" = $3 AND "Period" = $4""",
        [.. changes.Select(c => new object?[] { c.Messages, c.Parts, c.Plan, c.Period })]);

    private sealed class Room
    {
        public int Used { get; set; }
        public int Taken { get; private set; }
        public int TakenParts { get; private set; }

        public void Take(int messages, int parts)
        {
            Taken += messages;
            TakenParts += parts;
        }
    }
}
