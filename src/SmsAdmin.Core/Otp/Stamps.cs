using System.Globalization;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// A row of instants in one text, oldest first, each in 16 digits of microseconds since 1970: a window that slides
/// exactly, and that one SQL statement can move on either engine.
/// </summary>
internal static class Stamps
{
    public const int Width = 16;

    public static string Of(DateTimeOffset instant) => Instants.ToMicroseconds(instant).ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>The row with one more at its end, and no more than so many.</summary>
    public static string Append(string stamps, DateTimeOffset instant, int most)
    {
        var longer = stamps + Of(instant);
        return longer.Length > most * Width ? longer[^(most * Width)..] : longer;
    }

    /// <summary>The one that is so many places from the end, the last being 1; null where there are not so many.</summary>
    public static DateTimeOffset? FromEnd(string stamps, int place) =>
        stamps.Length < place * Width ? null : Instants.FromMicroseconds(long.Parse(stamps.AsSpan(stamps.Length - (place * Width), Width), NumberStyles.None, CultureInfo.InvariantCulture));

    /// <summary>How many lie behind an instant.</summary>
    public static int CountAfter(string stamps, DateTimeOffset instant)
    {
        var count = 0;
        while (FromEnd(stamps, count + 1) > instant) count++;
        return count;
    }
}
