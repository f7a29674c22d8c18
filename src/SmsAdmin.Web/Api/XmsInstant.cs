using System.Globalization;

namespace SmsAdmin.Web.Api;

/// <summary>ISO-8601 as Sinch reads it: seconds and their fraction at will, and UTC where no offset is given.</summary>
internal static class XmsInstant
{
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];
    private static readonly string[] MomentsAndDays = [.. Moments, "yyyy-MM-dd"];

    public static DateTimeOffset? Read(string text) => Read(text, Moments);

    /// <summary>The same, or a day: its midnight, as filters have it.</summary>
    public static DateTimeOffset? ReadOrDay(string text) => Read(text, MomentsAndDays);

    private static DateTimeOffset? Read(string text, string[] forms) =>
        DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
