using System.Net;
using System.Net.Http.Headers;

namespace SmsAdmin.Core.Sinch;

/// <summary>A request body that remembers whether the connection asked for it: before that, nothing can have left.</summary>
internal sealed class JsonBody : HttpContent
{
    private readonly byte[] _json;

    public JsonBody(byte[] json)
    {
        _json = json;
        Headers.ContentType = Json;
    }

    public bool IsAskedFor { get; private set; }

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        IsAskedFor = true;
        return stream.WriteAsync(_json, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
