using System.Globalization;

namespace SmsAdmin.Core.Sinch;

/// <summary>The Retry-After header: a number of seconds or an HTTP date. Source: RFC 9110, 10.2.3.</summary>
public static class RetryAfter
{
    /// <summary>None for a header that is absent or makes no sense. A time that has passed is zero.</summary>
    public static TimeSpan? Parse(string? header, DateTimeOffset now)
    {
        if (int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.FromSeconds(seconds);

        return ParseDate(header) is { } at
            ? at > now ? at - now : TimeSpan.Zero
            : null;
    }

    internal static DateTimeOffset? ParseDate(string? header) =>
        DateTimeOffset.TryParseExact(header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
