using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SmsAdmin.Sandbox.Sinch.Wire;

/// <summary>What the pretend Sinch answers: a status, perhaps a body, perhaps one header of its own.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body = default, string? ContentType = null, (string Name, string Value)? Header = null)
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer NotFound { get; } = new(404);

    public static Answer Unauthorized { get; } = new(401, Header: ("WWW-Authenticate", "Bearer"));

    /// <summary>Nothing is written: the connection is already gone.</summary>
    public static Answer Gone { get; } = new(0);

    public static Answer MethodNotAllowed(string allow) => new(405, Header: ("Allow", allow));

    public static Answer Json(int status, Action<Utf8JsonWriter> write) => new(status, Bytes(write), "application/json");

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }

    public async Task WriteAsync(HttpResponse response)
    {
        if (Status == 0)
            return;
        response.StatusCode = Status;
        if (Header is var (name, value))
            response.Headers[name] = value;
        response.ContentLength = Body.Length;
        if (Body.Length == 0)
            return;
        response.ContentType = ContentType;
        await response.BodyWriter.WriteAsync(Body);
    }
}
