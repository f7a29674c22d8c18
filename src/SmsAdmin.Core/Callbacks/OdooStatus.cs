using System.Text.Json;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>
/// What Odoo's own SMS module hears of a message at <c>/sms/status</c>: a JSON-RPC call with the uuid that it gave the
/// message. Its words become the states of <c>sms.tracker</c>; one that it does not know becomes the failure "unknown".
/// </summary>
internal static class OdooStatus
{
    /// <summary>The call for a move; null where Odoo need not know, or the message has no uuid.</summary>
    public static string? Body(StatusNews news) =>
        news.Message.CallbackReference is { } uuid && Word(news.State, news.Step?.DeliveryCode) is { } word
            ? JsonSerializer.Serialize(new
            {
                jsonrpc = "2.0",
                method = "call",
                @params = new { message_statuses = new[] { new { sms_status = word, uuids = new[] { uuid } } } },
            })
            : null;

    /// <summary>Odoo's word for a state; null where it has heard as much already.</summary>
    /// <param name="state">Where the message stands.</param>
    /// <param name="code">Sinch's delivery code, where there is one.</param>
    internal static string? Word(MessageState state, int? code) => state switch
    {
        MessageState.Dispatched => "sent",
        MessageState.Delivered => "delivered",
        MessageState.Expired => "expired",
        MessageState.Rejected => "rejected",
        MessageState.Failed or MessageState.Aborted => code switch
        {
            // Nobody can be reached there: unroutable, no such number plan, unknown subscriber, invalid address.
            402 or 9 or 10 or 12 or 17 or 100 or 150 or 200 or (>= 300 and <= 304) => "invalid_destination",
            // Somebody does not let it through: screening, barring, a region or an account that is blocked.
            412 or 413 or 15 or 16 or (>= 60 and <= 66) or 77 or 151 or (>= 250 and <= 257) => "not_allowed",
            408 => "rejected",
            406 => "expired",
            _ => "not_delivered",
        },
        MessageState.Cancelled or MessageState.Deleted => "not_delivered",
        MessageState.Unknown => "unknown",
        _ => null,
    };

    /// <summary>Whether Odoo took a call: it answers 200 to its own faults too.</summary>
    public static bool Took(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("result", out _);
        }
        catch (JsonException)
        {
            // A page: of a login, or of a proxy that answers for it.
            return false;
        }
    }
}
