using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Inbounds;

/// <summary>A text that a phone sent to one of the plan's numbers.</summary>
internal sealed record Inbound(
    string Id, string Type, string From, string To, string Body, string? Udh, string? OperatorId,
    DateTimeOffset? SentAt, DateTimeOffset ReceivedAt, string? ClientReference)
{
    public const string TextType = "mo_text", BinaryType = "mo_binary";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", Type);
        json.WriteString("id", Id);
        json.WriteString("from", From);
        json.WriteString("to", To);
        json.WriteString("body", Body);
        json.WriteOptional("udh", Udh);
        json.WriteOptional("operator_id", OperatorId);
        json.WriteOptional("sent_at", SentAt);
        json.WriteOptional("received_at", ReceivedAt);
        json.WriteOptional("client_reference", ClientReference);
        json.WriteEndObject();
    }
}
