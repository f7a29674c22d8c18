using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>
/// Counts messages by the hour in which they were asked for, and keeps what it counted: an hour whose messages all have
/// ended never changes, and one with some still on their way is counted anew the less often the older it is. So a look
/// costs the running hour, whatever lies in the log. Everybody who looks shares one count, and one that took long is kept
/// the longer: counting never takes more than a fiftieth of the time.
/// </summary>
public sealed class HourTallies(IDbContextFactory<AppDb> databases, TimeProvider clock) : IDisposable
{
    private const int MostKept = 2_000;
    private const int OldestShareOfAge = 60;
    private const int RestForWork = 50;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(900);
    // What was asked for in the last moment of an hour may be committed in the first of the next.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DateTimeOffset, Kept> _kept = new();
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The hours from an instant on, oldest first; those that are still to come are empty.</summary>
    public async Task<IReadOnlyList<HourTally>> ReadAsync(DateTimeOffset from, int hours, CancellationToken ct)
    {
        var starts = Enumerable.Range(0, hours).Select(hour => from.AddHours(hour)).ToList();
        await _one.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            foreach (var (first, count) in Runs(starts.Where(start => start <= now && !Holds(start, now)))) await CountAsync(first, count, now, ct);
            return starts.ConvertAll(start => _kept.TryGetValue(start, out var kept) ? kept.Tally : new HourTally(start, []));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private bool Holds(DateTimeOffset start, DateTimeOffset now)
    {
        if (!_kept.TryGetValue(start, out var kept)) return false;
        var end = start + Hour;
        if (kept.Tally.OnTheWay == 0 && kept.At >= end + Late) return true;
        var byAge = now <= end ? TimeSpan.Zero : (now - end) / OldestShareOfAge;
        return now - kept.At < Longest(Fresh, byAge, kept.Took * RestForWork);
    }

    private static TimeSpan Longest(params ReadOnlySpan<TimeSpan> times)
    {
        var longest = TimeSpan.Zero;
        foreach (var time in times) longest = time > longest ? time : longest;
        return longest;
    }

    // Hours that follow one another are counted by one statement.
    private static IEnumerable<(DateTimeOffset First, int Count)> Runs(IEnumerable<DateTimeOffset> starts)
    {
        DateTimeOffset? first = null;
        var count = 0;
        foreach (var start in starts)
        {
            if (first is { } begun && start == begun.AddHours(count))
            {
                count++;
                continue;
            }

            if (first is { } over) yield return (over, count);
            (first, count) = (start, 1);
        }

        if (first is { } last) yield return (last, count);
    }

    private async Task CountAsync(DateTimeOffset first, int count, DateTimeOffset now, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Database.SqlQueryRaw<Row>(Sql(db), db.Stored(first), db.Stored(first.AddHours(count))).ToListAsync(ct);
        var byHour = rows.ToLookup(row => (int)row.Hour, row => new TallyLine(row.PlanId, (MessageState)row.State, (int?)row.Step, (int)row.Messages, (int)row.Parts));
        var took = clock.GetElapsedTime(begun);
        if (_kept.Count > MostKept) _kept.Clear();
        for (var hour = 0; hour < count; hour++)
        {
            var start = first.AddHours(hour);
            _kept[start] = new Kept(new HourTally(start, [.. byHour[hour]]), now, took);
        }
    }

    /// <summary>The count, for whoever explains how the engine does it.</summary>
    internal static string Sql(AppDb db)
    {
        // The plan last: else SQLite would walk through all of its index to group by it.
        var step = DeliveryTime.Step("\"Took\"");
        return
            $$"""
            SELECT "Hour", "State", "Step", "PlanId", count(*) AS "Messages", CAST(sum("Parts") AS bigint) AS "Parts" FROM (
            SELECT "Hour", "State", "PlanId", "Parts", CASE WHEN "State" = 4 AND "Took" IS NOT NULL THEN {{step}} END AS "Step" FROM (
            SELECT {{db.MicrosecondsBetween("{0}", "\"CreatedAt\"")}} / 3600000000 AS "Hour", CAST("State" AS bigint) AS "State", "PlanId", "Parts",
            {{db.MicrosecondsBetween("COALESCE(\"CountedAt\", \"CreatedAt\")", "\"FinalAt\"")}} AS "Took"
            FROM "Messages" WHERE "CreatedAt" >= {0} AND "CreatedAt" < {1} AND NOT "IsTest") AS "Each") AS "All"
            GROUP BY "Hour", "State", "Step", "PlanId"
            """;
    }

    private sealed record Kept(HourTally Tally, DateTimeOffset At, TimeSpan Took);

    private sealed class Row
    {
        public long Hour { get; set; }
        public long State { get; set; }
        public long? Step { get; set; }
        public Guid PlanId { get; set; }
        public long Messages { get; set; }
        public long Parts { get; set; }
    }
}
