using System.Globalization;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>ISO-8601 as the contract has it: no offset means UTC, answers are UTC with milliseconds, dropped when zero.</summary>
internal static class Instants
{
    private static readonly string[] Moments =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    private const string Day = "yyyy-MM-dd";

    public static bool TryRead(string text, out DateTimeOffset at) => TryRead(text, Moments, out at);

    /// <summary>Also takes a date alone, as the list filters do.</summary>
    public static bool TryReadDay(string text, out DateTimeOffset at) => TryRead(text, Moments, out at) || TryRead(text, [Day], out at);

    public static string Write(DateTimeOffset at) => at.UtcDateTime.ToString(
        at.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static bool TryRead(string text, string[] formats, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
