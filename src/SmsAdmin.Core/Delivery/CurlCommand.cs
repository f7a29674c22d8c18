using System.Text.Encodings.Web;
using System.Text.Json;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Delivery;

/// <summary>The send as a command of one's own. The token is not in it: the shell puts it in.</summary>
public static class CurlCommand
{
    /// <summary>What stands where the token would.</summary>
    public const string TokenVariable = "$SINCH_API_TOKEN";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command, or null while the plan's host is not known.</summary>
    /// <param name="reference">Our reference of a message that was sent, or null before.</param>
    public static string? For(PlanView plan, string? to, string? from, string text, Guid? reference)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Url is null) return null;
        var (number, sender, _) = Recipients.Read(to, from, plan);
        var fields = new List<(string Name, object Value)>
        {
            ("from", sender?.Value ?? from ?? ""),
            ("to", new[] { number?.E164 ?? to ?? "" }),
            ("body", text),
            ("delivery_report", "per_recipient"),
        };
        if (reference is { } id) fields.Add(("client_reference", id.ToString("D")));
        var json = string.Join(",\n       ", fields.Select(f => $"\"{f.Name}\": {JsonSerializer.Serialize(f.Value, Plain)}"));
        // A quote inside single quotes ends them, stands escaped, and begins them anew.
        var quoted = ("{" + json + "}").Replace("'", "'\\''", StringComparison.Ordinal);
        return $"""
            curl -X POST {plan.Url}/xms/v1/{plan.ServicePlanId}/batches \
              -H "Authorization: Bearer {TokenVariable}" \
              -H "Content-Type: application/json" \
              -d '{quoted}'
            """;
    }
}
