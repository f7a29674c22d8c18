using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>The <c>body</c> of a batch or an inbound message: a string (text, or Base64 of binary), or an object for media.</summary>
[JsonConverter(typeof(Converter))]
public sealed record MessageBody
{
    public MessageBody(string text) => Text = text;

    public MessageBody(MediaBody media) => Media = media;

    public string? Text { get; }

    public MediaBody? Media { get; }

    public static implicit operator MessageBody(string text) => new(text);

    public static implicit operator MessageBody(MediaBody media) => new(media);

    /// <summary>Says what it is, never the text.</summary>
    public override string ToString() => Text is null ? "media" : $"{Text.Length} characters";

    internal sealed class Converter : JsonConverter<MessageBody>
    {
        public override MessageBody? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.String)
                return new MessageBody(reader.GetString()!);
            if (reader.TokenType is JsonTokenType.StartObject)
                return new MessageBody(JsonSerializer.Deserialize(ref reader, SinchJson.Wire.MediaBody)!);

            // Another kind of body is not worth losing the batch id beside it.
            reader.Skip();
            return null;
        }

        public override void Write(Utf8JsonWriter writer, MessageBody value, JsonSerializerOptions options)
        {
            if (value.Media is { } media)
                JsonSerializer.Serialize(writer, media, SinchJson.Wire.MediaBody);
            else
                writer.WriteStringValue(value.Text);
        }
    }
}

/// <summary>
/// The body of a media message. Outbound it has a URL and at will a message and a subject; inbound a list of media.
/// Source: MediaBody and MOMediaItem of Sinch's SDKs.
/// </summary>
public sealed record MediaBody
{
    public string? Url { get; init; }

    public string? Message { get; init; }

    public string? Subject { get; init; }

    public IReadOnlyList<MediaItem>? Media { get; init; }

    public override string ToString() => "media";
}

/// <param name="Url">Where Sinch keeps it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Status">Uploaded or Failed.</param>
/// <param name="Code">0 is well, 1 upload error, 2 bucket error, 3 bucket key error.</param>
public sealed record MediaItem(string? Url = null, string? ContentType = null, string? Status = null, int? Code = null);
