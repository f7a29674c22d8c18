using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// What Sinch posts to us: receipts and inbound messages, on one address at will. Anything may come twice and out of
/// order. Source: XMS callbacks.
/// </summary>
public abstract record SinchCallback
{
    private SinchCallback()
    {
    }

    public abstract override string ToString();

    /// <param name="Report">The whole batch, once all of its messages are final.</param>
    public sealed record ForBatch(BatchReport Report) : SinchCallback
    {
        public override string ToString() => Report.ToString();
    }

    /// <param name="Report">One recipient's receipt.</param>
    public sealed record ForRecipient(RecipientReport Report) : SinchCallback
    {
        public override string ToString() => Report.ToString();
    }

    /// <param name="Message">Text, binary or media.</param>
    public sealed record FromPhone(Inbound Message) : SinchCallback
    {
        public override string ToString() => Message.ToString();
    }

    /// <summary>Not one that we know, or one that lacks what it must have.</summary>
    /// <param name="Type">As it came, if there is one.</param>
    /// <param name="Reason">Why it was not taken.</param>
    /// <param name="Raw">The body as it came.</param>
    public sealed record Unrecognised(string? Type, string Reason, ReadOnlyMemory<byte> Raw) : SinchCallback
    {
        public override string ToString() => $"Unrecognised callback {Type}";
    }

    /// <summary>Never throws.</summary>
    /// <param name="body">As received.</param>
    /// <param name="contentType">The header, for its charset; UTF-8 if it names none.</param>
    public static SinchCallback Parse(ReadOnlyMemory<byte> body, string? contentType = null)
    {
        string? type = null;
        try
        {
            var json = Utf8(body, contentType);
            type = FindType(json.Span);
            return type switch
            {
                "delivery_report_sms" or "delivery_report_mms" => new ForBatch(Read(json, SinchJson.Wire.BatchReport)),
                "recipient_delivery_report_sms" or "recipient_delivery_report_mms" => new ForRecipient(Read(json, SinchJson.Wire.RecipientReport)),
                "mo_text" or "mo_binary" or "mo_media" => new FromPhone(Read(json, SinchJson.Wire.Inbound)),
                null => new Unrecognised(null, "The callback has no type.", body),
                _ => new Unrecognised(type, "The type of the callback is not known.", body),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Unrecognised(type, exception.Message, body);
        }
    }

    private static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json.Span, type) ?? throw new JsonException("The callback is null.");

    /// <summary>The type need not come first, so it is looked for before the rest is read.</summary>
    private static string? FindType(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            return null;

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
                return reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
        }

        return null;
    }

    private static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> body, string? contentType)
    {
        var charset = MediaTypeHeaderValue.TryParse(contentType, out var media) ? media.Encoding : null;
        if (charset is not null && charset.CodePage != Encoding.UTF8.CodePage)
            body = Encoding.UTF8.GetBytes(charset.GetString(body.Span));
        return body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
    }
}
