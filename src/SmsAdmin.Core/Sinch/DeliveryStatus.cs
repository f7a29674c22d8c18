using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// A delivery status in Sinch's own words, compared without regard to case. A status that Sinch invents later
/// survives as it came. Source: XMS delivery report reference.
/// </summary>
[JsonConverter(typeof(Converter))]
public readonly record struct DeliveryStatus
{
    public static readonly DeliveryStatus Queued = new("Queued");
    public static readonly DeliveryStatus Dispatched = new("Dispatched");
    public static readonly DeliveryStatus Aborted = new("Aborted");
    public static readonly DeliveryStatus Cancelled = new("Cancelled");
    public static readonly DeliveryStatus Rejected = new("Rejected");
    public static readonly DeliveryStatus Deleted = new("Deleted");
    public static readonly DeliveryStatus Delivered = new("Delivered");
    public static readonly DeliveryStatus Failed = new("Failed");
    public static readonly DeliveryStatus Expired = new("Expired");
    public static readonly DeliveryStatus Unknown = new("Unknown");

    private static readonly DeliveryStatus[] Intermediate = [Queued, Dispatched];
    private static readonly DeliveryStatus[] Final = [Delivered, Failed, Aborted, Cancelled, Rejected, Deleted, Expired, Unknown];
    private static readonly DeliveryStatus[] All = [.. Intermediate, .. Final];

    private readonly string? _value;

    public DeliveryStatus(string value) => _value = value;

    public static IReadOnlyList<DeliveryStatus> Known => All;

    public string Value => _value ?? "";

    /// <summary>Whether Sinch says nothing more after it. A status that we do not know counts as not final.</summary>
    public bool IsFinal => Array.IndexOf(Final, this) >= 0;

    public bool IsKnown => Array.IndexOf(All, this) >= 0;

    public bool Equals(DeliveryStatus other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    public override string ToString() => Value;

    /// <summary>The known statuses share one string each, so that a flood of receipts makes no garbage of it.</summary>
    private static DeliveryStatus Read(ref Utf8JsonReader reader)
    {
        foreach (var known in All)
        {
            if (reader.ValueTextEquals(known.Value))
                return known;
        }

        return new DeliveryStatus(reader.GetString() ?? "");
    }

    internal sealed class Converter : JsonConverter<DeliveryStatus>
    {
        public override DeliveryStatus Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String
                ? DeliveryStatus.Read(ref reader)
                : throw new JsonException("A delivery status is a string.");

        public override void Write(Utf8JsonWriter writer, DeliveryStatus value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
