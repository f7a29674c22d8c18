using System.Buffers;

namespace SmsAdmin.Core.Net;

/// <summary>Reads what came back, within bounds.</summary>
internal static class BoundedBody
{
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
