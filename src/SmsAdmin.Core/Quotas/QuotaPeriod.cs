using System.Globalization;

namespace SmsAdmin.Core.Quotas;

/// <summary>A day or a month of a plan, with edges in the plan's own zone, or an hour.</summary>
/// <param name="Key"><c>d2026-11-23</c>, <c>m2026-11</c>, or <c>h2026-11-23T14</c> for an hour of UTC.</param>
/// <param name="StartsAt">First instant of the period, UTC.</param>
/// <param name="EndsAt">First instant after it, UTC: when the quota resets.</param>
public sealed record QuotaPeriod(string Key, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>The day of <paramref name="zone"/> in which <paramref name="now"/> falls. 23 or 25 hours long where the clocks change.</summary>
    public static QuotaPeriod Day(DateTimeOffset now, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return new(day.ToString("'d'yyyy-MM-dd", CultureInfo.InvariantCulture), Midnight(day, zone), Midnight(day.AddDays(1), zone));
    }

    /// <summary>The calendar month of <paramref name="zone"/> in which <paramref name="now"/> falls.</summary>
    public static QuotaPeriod Month(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var first = new DateOnly(local.Year, local.Month, 1);
        return new(first.ToString("'m'yyyy-MM", CultureInfo.InvariantCulture), Midnight(first, zone), Midnight(first.AddMonths(1), zone));
    }

    /// <summary>The hour of UTC in which <paramref name="now"/> falls: the grain of the charts.</summary>
    public static QuotaPeriod Hour(DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        return new(start.ToString("'h'yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture), start, start.AddHours(1));
    }

    /// <summary>The zone by its IANA name; UTC where the machine does not know it.</summary>
    public static TimeZoneInfo Zone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks go forward at midnight, the day begins at the first minute that exists.
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(1);
        // Where midnight comes twice, the day begins at the first of the two, which has the larger offset.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
