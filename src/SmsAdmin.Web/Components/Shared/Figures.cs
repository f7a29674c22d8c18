using System.Globalization;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>Every figure the console writes, in one place: English, grouped, the unit after a space that does not break.</summary>
public static class Figures
{
    private const char Nbsp = '\u00A0';
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>4,100</summary>
    public static string Count(long number) => number.ToString("N0", English);

    /// <summary>"1 message", "4,100 messages"</summary>
    public static string Count(long number, string one, string? many = null) =>
        $"{Count(number)}{Nbsp}{(number == 1 ? one : many ?? one + "s")}";

    /// <summary>96.9 %</summary>
    /// <param name="share">Between 0 and 1.</param>
    public static string Percent(double share) => $"{(share * 100).ToString("0.#", English)}{Nbsp}%";

    /// <summary>How much of a limit is used, never rounded up to it: 82 %, "under 1 %".</summary>
    /// <param name="share">Of the whole; 1 is all of it.</param>
    public static string Used(double share) => share is > 0 and < 0.01 ? $"under 1{Nbsp}%" : Percent(Math.Floor(share * 100) / 100);

    /// <summary>As short as it can be said: 212 ms, 2.8 s, 3 min, 2 h, 4 days.</summary>
    public static string Duration(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 999.5 } => $"{span.TotalMilliseconds.ToString("0", English)}{Nbsp}ms",
        { TotalSeconds: < 9.95 } => $"{span.TotalSeconds.ToString("0.#", English)}{Nbsp}s",
        { TotalSeconds: < 59.5 } => $"{span.TotalSeconds.ToString("0", English)}{Nbsp}s",
        { TotalMinutes: < 59.5 } => $"{span.TotalMinutes.ToString("0", English)}{Nbsp}min",
        { TotalHours: < 23.5 } => $"{span.TotalHours.ToString("0", English)}{Nbsp}h",
        _ => Count((long)Math.Round(span.TotalDays), "day"),
    };

    /// <summary>What one step of many took, so that they line up: "0.10 s"; "under 0.01 s" where nothing was asked.</summary>
    public static string Took(TimeSpan span) => span.TotalSeconds < 0.005 ? $"under 0.01{Nbsp}s" : $"{span.TotalSeconds.ToString("0.00", English)}{Nbsp}s";

    /// <summary>What a timeline adds to the instant before: "+0.26 s".</summary>
    public static string Delta(TimeSpan span) => span.TotalSeconds < 60
        ? $"+{span.TotalSeconds.ToString("0.00", English)}{Nbsp}s"
        : $"+{Duration(span)}";

    /// <summary>"3 s ago", "11 minutes ago", "in 2 hours"</summary>
    public static string Relative(DateTimeOffset instant, DateTimeOffset now)
    {
        var distance = (now - instant).Duration();
        var words = distance switch
        {
            { TotalSeconds: < 59.5 } => $"{distance.TotalSeconds.ToString("0", English)}{Nbsp}s",
            { TotalMinutes: < 59.5 } => Count((long)Math.Round(distance.TotalMinutes), "minute"),
            { TotalHours: < 23.5 } => Count((long)Math.Round(distance.TotalHours), "hour"),
            _ => Count((long)Math.Round(distance.TotalDays), "day"),
        };
        return instant <= now ? $"{words} ago" : $"in {words}";
    }

    /// <summary>14:32:08</summary>
    public static string Clock(DateTimeOffset local) => local.ToString("HH:mm:ss", English);

    /// <summary>14:32:08.114, for timelines and evidence</summary>
    public static string ClockExact(DateTimeOffset local) => local.ToString("HH:mm:ss.fff", English);

    /// <summary>"14:32:08" today, "19 Nov, 09:14" this year, "30 Nov 2025, 09:14" before.</summary>
    public static string Moment(DateTimeOffset local, DateTimeOffset localNow) =>
        local.Date == localNow.Date ? Clock(local)
        : local.Year == localNow.Year ? local.ToString("d MMM, HH:mm", English)
        : local.ToString("d MMM yyyy, HH:mm", English);

    /// <summary>23 Nov 2026</summary>
    public static string Day(DateTimeOffset local) => local.ToString("d MMM yyyy", English);

    /// <summary>"2026-11-23 13:21:08.114 UTC", what a hover shows and a ticket quotes</summary>
    public static string Exact(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Long ids are cut in the middle: <c>4f1c…a07e</c></summary>
    public static string ShortId(string id) => id.Length <= 12 ? id : $"{id[..4]}…{id[^4..]}";
}
