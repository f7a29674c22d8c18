using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// What an update does to one field: leave it (the default, nothing is sent), clear it (an explicit null) or set it.
/// A plain value stands for set.
/// </summary>
[JsonConverter(typeof(ChangeConverterFactory))]
public readonly record struct Change<T>
    where T : notnull
{
    private Change(bool isSet, bool isCleared, T? value)
    {
        IsSet = isSet;
        IsCleared = isCleared;
        Value = value;
    }

    public bool IsSet { get; }

    public bool IsCleared { get; }

    /// <summary>Means something only when it is set.</summary>
    public T? Value { get; }

    public static implicit operator Change<T>(T value) => new(isSet: true, isCleared: false, value);

    public static implicit operator Change<T>(Change.Clearing clearing) => new(isSet: false, isCleared: true, default);
}

public static class Change
{
    /// <summary>Clears the field of an update: <c>SendAt = Change.Clear</c>.</summary>
    public static Clearing Clear => default;

    /// <summary>Fits a field of any type.</summary>
    public readonly record struct Clearing;
}

/// <summary>Writes the value or null. A field that is left never comes here: its property is ignored when default.</summary>
internal sealed class ChangeConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Change<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Converter<T> : JsonConverter<Change<T>>
        where T : notnull
    {
        public override Change<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only requests hold changes.");

        public override void Write(Utf8JsonWriter writer, Change<T> value, JsonSerializerOptions options)
        {
            if (value.IsCleared)
                writer.WriteNullValue();
            else
                JsonSerializer.Serialize(writer, value.Value, options.GetTypeInfo(typeof(T)));
        }
    }
}
