using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Delivery;

/// <summary>Makes raw exchanges fit to be kept: texts and secrets out, ids short, at most a screenful.</summary>
public static class RawText
{
    private const int LongestKept = 4000;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON body without its texts; what is not JSON is not kept, because nobody knows what it holds.</summary>
    public static string? Body(string? body)
    {
        if (string.IsNullOrEmpty(body)) return null;
        try
        {
            var kept = Redacted(body);
            return kept.Length <= LongestKept ? kept : kept[..LongestKept] + "\n…";
        }
        catch (JsonException)
        {
            return $"({body.Length:N0} characters that are not JSON)";
        }
    }

    /// <summary>Who called whom and what was answered: <c>POST /xms/v1/4f1c…a07e/batches, answered 201 in 260 ms</c>.</summary>
    public static string Head(Exchange exchange, string servicePlanId)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var path = exchange.Path.Replace(servicePlanId, PlanView.Shorten(servicePlanId), StringComparison.Ordinal);
        var answer = exchange.Status is { } status ? $"answered {status}" : "no answer";
        return string.Create(CultureInfo.InvariantCulture, $"{exchange.Method} {path}, {answer} in {exchange.Duration.TotalMilliseconds:N0} ms");
    }

    // From token to token: a send has two of these, so no tree is built for them.
    private static string Redacted(string body)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(body));
        var buffer = new ArrayBufferWriter<byte>(body.Length * 2);
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            while (reader.Read()) Copy(ref reader, writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: CopyField(ref reader, writer); break;
            case JsonTokenType.String: writer.WriteStringValue(reader.GetString()); break;
            default: writer.WriteRawValue(reader.ValueSpan); break;
        }
    }

    private static void CopyField(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var name = reader.GetString()!;
        writer.WritePropertyName(name);
        var isSecret = name is "body" or "message" or "subject" or "parameters" or "udh";
        if (!isSecret && name != "callback_url") return;
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                writer.WriteNullValue();
                break;
            case JsonTokenType.String:
                var held = reader.GetString()!;
                writer.WriteStringValue(isSecret ? $"•••• ({held.Length} characters)" : Webhook(held));
                break;
            default:
                reader.Skip();
                writer.WriteStringValue("••••");
                break;
        }
    }

    // The last segment of our webhook is its secret.
    private static string Webhook(string url) =>
        url.LastIndexOf('/') is var cut and > 8 ? url[..(cut + 1)] + "••••" : url;
}
