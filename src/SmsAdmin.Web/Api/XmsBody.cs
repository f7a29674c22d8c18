using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>Reads the body of a Sinch client's request: JSON of bounded size and depth, or the answer that says why not.</summary>
internal static class XmsBody
{
    /// <summary>Room for 1,000 recipients with parameters of their own.</summary>
    private const int Largest = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = JsonFields.DeepestLevel };

    /// <summary>Has the body read by <paramref name="read"/>; its error is an answer too. Exactly one of the two comes back.</summary>
    public static async ValueTask<(T? Request, XmsAnswer? Answer)> ReadAsync<T>(HttpRequest request, Func<XmsFields, T> read, CancellationToken ct)
        where T : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return (null, XmsAnswer.Refused(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "Send JSON in UTF-8, with Content-Type: application/json."));
        if (await BytesAsync(request, ct) is not { } bytes)
            return (null, XmsAnswer.Refused(StatusCodes.Status413PayloadTooLarge, "request_too_large", $"Send at most {Largest / 1024 / 1024} MiB."));
        if (!Utf8.IsValid(bytes)) return (null, XmsAnswer.Refused(XmsError.InvalidJson("The body is not UTF-8.")));
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            var fields = new XmsFields(json.RootElement);
            var found = read(fields);
            return fields.Error is { } error ? (null, XmsAnswer.Refused(error)) : (found, null);
        }
        catch (JsonException)
        {
            return (null, XmsAnswer.Refused(XmsError.InvalidJson("The body is not valid JSON.")));
        }
    }

    private static async ValueTask<byte[]?> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        while (request.ContentLength is not { } length || length <= Largest)
        {
            var arrived = await request.BodyReader.ReadAsync(ct);
            var isTooLarge = arrived.Buffer.Length > Largest;
            if (isTooLarge || arrived.IsCompleted)
            {
                var bytes = isTooLarge ? null : arrived.Buffer.ToArray();
                request.BodyReader.AdvanceTo(arrived.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(arrived.Buffer.Start, arrived.Buffer.End);
        }

        return null;
    }
}
