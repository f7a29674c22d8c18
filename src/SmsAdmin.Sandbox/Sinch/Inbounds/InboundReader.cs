using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Inbounds;

/// <summary>Reads an inbound text that somebody asks the pretend world to send.</summary>
internal static class InboundReader
{
    public static Inbound Read(JsonFields fields, DateTimeOffset now)
    {
        foreach (var name in new[] { "from", "to", "body" })
            fields.Require(name);
        var type = fields.OneOf("type", [Inbound.TextType, Inbound.BinaryType]) ?? Inbound.TextType;
        if (type == Inbound.BinaryType)
            fields.Require("udh");
        return new Inbound(Ulid.NewUlid(now).ToString(), type, Number(fields, "from"), Number(fields, "to"), fields.Text("body") ?? "",
            fields.Text("udh"), fields.Text("operator_id"), fields.Instant("sent_at"), now, fields.Text("client_reference"));
    }

    private static string Number(JsonFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return "";
        if (!Msisdn.TryReadSender(text, out var number))
            fields.Refuse(Rejection.InvalidFormat($"'{text}' is not a valid MSISDN."));
        return number;
    }
}
