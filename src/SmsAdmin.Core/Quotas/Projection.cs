namespace SmsAdmin.Core.Quotas;

/// <summary>Where a quota is heading: reckoned from what was used lately, and from nothing else.</summary>
public abstract record Projection
{
    private static readonly TimeSpan LeastOfADay = TimeSpan.FromHours(2);
    private static readonly TimeSpan LeastOfAMonth = TimeSpan.FromDays(1);
    private static readonly TimeSpan LatelyOfAMonth = TimeSpan.FromDays(7);

    private Projection()
    {
    }

    /// <summary>How many hours of the counters a projection looks at.</summary>
    public static int HoursLookedAt => (int)LatelyOfAMonth.TotalHours;

    /// <summary>It is used up.</summary>
    public sealed record Full : Projection;

    /// <summary>At this rate it is used up then, before it resets.</summary>
    public sealed record RunsOut(DateTimeOffset At) : Projection;

    /// <summary>At this rate it lasts; so many are used when it resets.</summary>
    public sealed record Lasts(long Expected) : Projection;

    /// <summary>Of a day: at the rate of the day so far.</summary>
    /// <param name="startsAt">When the day began.</param>
    public static Projection OfDay(QuotaUse use, DateTimeOffset startsAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(use);
        // The first minutes of a day say little: a burst in them is not the day's rate.
        return Of(use, use.Messages / Longer(now - startsAt, LeastOfADay).TotalHours, now);
    }

    /// <summary>Of a month: at the rate of the last seven days, or of the time since it was first used.</summary>
    /// <param name="hours">The last hours of the counters, oldest first.</param>
    public static Projection OfMonth(QuotaUse use, IReadOnlyList<UsageSpan> hours, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(use);
        var lately = hours.Where(hour => hour.Messages > 0 && hour.StartsAt > now - LatelyOfAMonth).ToList();
        if (lately.Count == 0) return Of(use, 0, now);
        // A plan that began yesterday has no week behind it.
        return Of(use, lately.Sum(hour => (long)hour.Messages) / Longer(now - lately[0].StartsAt, LeastOfAMonth).TotalHours, now);
    }

    private static Projection Of(QuotaUse use, double perHour, DateTimeOffset now)
    {
        var limit = use.Limit ?? int.MaxValue;
        if (use.Messages >= limit) return new Full();
        var expected = use.Messages + (perHour * Math.Max(0, (use.ResetsAt - now).TotalHours));
        return expected < limit ? new Lasts((long)Math.Round(expected)) : new RunsOut(now.AddHours((limit - use.Messages) / perHour));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
