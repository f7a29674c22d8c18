using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// Sinch's timestamps: ISO-8601, UTC where no offset is given, seconds and their fraction at will; a date alone is its
/// midnight. Written in UTC to the millisecond.
/// </summary>
internal static class Instant
{
    /// <summary>The length of what <see cref="Format"/> writes.</summary>
    private const int Written = 24;

    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static void Write(Utf8JsonWriter writer, DateTimeOffset instant)
    {
        Span<byte> text = stackalloc byte[Written];
        instant.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    public static DateTimeOffset? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        var text = reader.GetString().AsSpan();
        return text.Length >= "2014-06-23".Length && text[4] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
}

internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.Read(ref reader) ?? throw new JsonException("Not a timestamp.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        Instant.Write(writer, value);
}

/// <summary>An unreadable time is no time: not worth losing the batch id or the status beside it.</summary>
internal sealed class OptionalInstantConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
            Instant.Write(writer, instant);
        else
            writer.WriteNullValue();
    }
}

/// <summary>A sample of Sinch's prints <c>canceled</c> as the string "False".</summary>
internal sealed class LenientBooleanConverter : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return bool.TryParse(reader.GetString(), out var value) ? value : null;
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } known)
            writer.WriteBooleanValue(known);
        else
            writer.WriteNullValue();
    }
}

/// <summary>A string that some servers write as a JSON number.</summary>
internal sealed class LenientStringConverter : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
