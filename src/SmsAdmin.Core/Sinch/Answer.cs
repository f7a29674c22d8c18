using System.Collections.Frozen;

namespace SmsAdmin.Core.Sinch;

/// <summary>What is kept of an answer.</summary>
internal static class Answer
{
    /// <summary>Room for a page of 100 batches of 1,000 recipients each, and for a group of 10,000.</summary>
    public const int LongestUnderstood = 8 * 1024 * 1024;

    private static readonly FrozenSet<string> Telling = FrozenSet.ToFrozenSet(
        [
            "Date", "Retry-After", "Content-Type", "Location", "Server", "Via", "WWW-Authenticate", "Request-Id", "X-Request-Id",
            "X-Correlation-Id", "X-Amzn-RequestId", "X-Amzn-Trace-Id", "CF-Ray", "traceparent",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<KeyValuePair<string, string>> Headers(HttpResponseMessage response)
    {
        var kept = new List<KeyValuePair<string, string>>(4);
        foreach (var header in response.Headers.NonValidated)
            Keep(header.Key, header.Value.ToString());
        foreach (var header in response.Content.Headers.NonValidated)
            Keep(header.Key, header.Value.ToString());
        return kept;

        void Keep(string name, string value)
        {
            if (Telling.Contains(name))
                kept.Add(new(name, value));
        }
    }
}
