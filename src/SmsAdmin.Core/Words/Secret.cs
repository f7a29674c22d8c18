using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Words;

/// <summary>A token, key or password. Prints and serialises as <c>***</c>; only <see cref="Reveal"/> gives the value.</summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(SecretJsonConverter))]
public sealed class Secret : IEquatable<Secret>
{
    private const string Mask = "***";
    private const int ShortestWithTail = 8;

    private readonly string _value;

    /// <exception cref="ArgumentException">The value is empty: an absent secret is <c>null</c>, not an empty one.</exception>
    public Secret(string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(value);
        _value = value;
    }

    /// <summary>The last four characters, to tell one secret from another; empty when they would be half of it or more.</summary>
    public string LastFour => _value.Length >= ShortestWithTail ? _value[^4..] : "";

    /// <summary>The value itself. Call it where it leaves for the wire, nowhere else.</summary>
    public string Reveal() => _value;

    public override string ToString() => Mask;

    /// <summary>Compares in constant time for values of one length.</summary>
    public bool Equals(Secret? other) =>
        other is not null &&
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_value), Encoding.UTF8.GetBytes(other._value));

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    private sealed class SecretJsonConverter : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Mask);
    }
}
