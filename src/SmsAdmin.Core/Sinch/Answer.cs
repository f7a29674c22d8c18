using System.Buffers;
using System.Collections.Frozen;

namespace SmsAdmin.Core.Sinch;

/// <summary>Reads what came back, within bounds.</summary>
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

    /// <summary>The body up to a length, and whether there was more.</summary>
    public static async Task<(ReadOnlyMemory<byte> Body, bool IsCut)> ReadAsync(HttpContent content, int longest, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        if (content.Headers.ContentLength is { } known && known <= longest)
        {
            var exact = new byte[known];
            await stream.ReadExactlyAsync(exact, ct);
            return (exact, false);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), ct);
                if (read == 0)
                    return (buffer.AsSpan(0, length).ToArray(), false);

                length += read;
                if (length > longest)
                    return (buffer.AsSpan(0, longest).ToArray(), true);
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full, clearArray: true);
        return larger;
    }
}
