using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SmsAdmin.Web.Api;

/// <summary>Takes one request out of the fields of a body.</summary>
internal delegate T JsonReading<out T>(ref JsonFields fields);

/// <summary>Reads the body of a request: one JSON object of bounded size and depth, or the problem that says why not.</summary>
internal static class JsonRequest
{
    private const int UsualLargest = 64 * 1024;

    /// <summary>Exactly one of the two is there.</summary>
    public static ValueTask<(T? Request, Problem? Problem)> ReadAsync<T>(HttpRequest request, string[] names, JsonReading<T> read, CancellationToken ct)
        where T : class => ReadAsync(request, names, read, UsualLargest, ct);

    /// <summary>The same for a body of another size.</summary>
    public static async ValueTask<(T? Request, Problem? Problem)> ReadAsync<T>(HttpRequest request, string[] names, JsonReading<T> read, int largest, CancellationToken ct)
        where T : class
    {
        if (!IsJson(request))
            return (null, new Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body is of another type", "Send JSON in UTF-8, with Content-Type: application/json."));
        while (request.ContentLength is not { } length || length <= largest)
        {
            var arrived = await request.BodyReader.ReadAsync(ct);
            if (arrived.Buffer.Length > largest)
            {
                request.BodyReader.AdvanceTo(arrived.Buffer.End);
                break;
            }

            if (!arrived.IsCompleted)
            {
                request.BodyReader.AdvanceTo(arrived.Buffer.Start, arrived.Buffer.End);
                continue;
            }

            if (request.Headers.ContainsKey(Repeatable.Header)) BodyHash.Keep(request, arrived.Buffer);
            var result = Read(arrived.Buffer.IsSingleSegment ? arrived.Buffer.FirstSpan : arrived.Buffer.ToArray(), names, read);
            request.BodyReader.AdvanceTo(arrived.Buffer.End);
            return result;
        }

        return (null, new Problem(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large", $"Send at most {largest / 1024:N0} KiB."));
    }

    private static (T? Request, Problem? Problem) Read<T>(ReadOnlySpan<byte> body, string[] names, JsonReading<T> read)
        where T : class
    {
        if (!Utf8.IsValid(body)) return (null, Problem.InvalidJson("The body is not UTF-8."));
        try
        {
            var fields = new JsonFields(body, names);
            var request = read(ref fields);
            return fields.Faults.Count == 0 ? (request, null) : (null, Problem.Invalid(fields.Faults));
        }
        catch (JsonException fault)
        {
            // The parser's own words may quote the body; where it stopped is enough.
            return (null, Problem.InvalidJson($"Send one JSON object, at most {JsonFields.DeepestLevel} levels deep. This stops being one in line {(fault.LineNumber ?? 0) + 1}."));
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.ContentType is "application/json" or "application/json; charset=utf-8"
        || (request.HasJsonContentType() && request.GetTypedHeaders().ContentType?.Charset is { } charset
            && (!charset.HasValue || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)));
}

/// <summary>What tells one request from another: address and body.</summary>
internal sealed record BodyHash(byte[] Value)
{
    public static BodyHash Of(HttpRequest request) => request.HttpContext.Features.Get<BodyHash>() ?? Of(request, ReadOnlySequence<byte>.Empty);

    public static void Keep(HttpRequest request, ReadOnlySequence<byte> body) => request.HttpContext.Features.Set(Of(request, body));

    private static BodyHash Of(HttpRequest request, ReadOnlySequence<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        foreach (var part in body) hash.AppendData(part.Span);
        return new BodyHash(hash.GetHashAndReset());
    }
}
