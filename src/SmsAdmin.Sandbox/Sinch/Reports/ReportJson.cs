using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Reports;

/// <summary>Delivery reports, the same in answers and in callbacks. The plan's gate is held while they are written.</summary>
internal static class ReportJson
{
    public static void WriteBatch(
        Utf8JsonWriter json, Batch batch, bool full, HashSet<DeliveryStatus>? statuses = null, HashSet<int>? codes = null)
    {
        json.WriteStartObject();
        json.WriteString("type", "delivery_report_" + Medium(batch));
        json.WriteString("batch_id", batch.Id);
        json.WriteOptional("client_reference", batch.Content.ClientReference);
        json.WriteStartArray("statuses");
        foreach (var group in batch.Messages.GroupBy(message => (message.Status, message.Code)))
        {
            if (statuses?.Contains(group.Key.Status) == false || codes?.Contains(group.Key.Code) == false)
                continue;
            json.WriteStartObject();
            json.WriteNumber("code", group.Key.Code);
            json.WriteNumber("count", group.Count());
            if (full)
                json.WriteTexts("recipients", group.Select(message => message.Recipient));
            json.WriteString("status", group.Key.Status.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("total_message_count", batch.Messages.Count);
        json.WriteEndObject();
    }

    public static void WriteRecipient(Utf8JsonWriter json, Message message) =>
        WriteRecipient(json, message, message.Status, message.Code, message.At);

    /// <summary>A status that may be past already: receipts can come out of order.</summary>
    public static void WriteRecipient(Utf8JsonWriter json, Message message, DeliveryStatus status, int code, DateTimeOffset at)
    {
        var batch = message.Batch;
        json.WriteStartObject();
        json.WriteString("type", "recipient_delivery_report_" + Medium(batch));
        json.WriteString("batch_id", batch.Id);
        json.WriteString("recipient", message.Recipient);
        json.WriteNumber("code", code);
        json.WriteString("status", status.ToString());
        json.WriteOptional("at", at);
        if (status.ReachedOperator())
            json.WriteOptional("operator_status_at", WholeMinute(at));
        json.WriteOptional("client_reference", batch.Content.ClientReference);
        json.WriteOptional("applied_originator", message.AppliedOriginator);
        if (batch.Content.MaxParts is not null)
            json.WriteNumber("number_of_message_parts", message.Parts);
        json.WriteEndObject();
    }

    // Operators' clocks tell whole minutes
    private static DateTimeOffset? WholeMinute(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    private static string Medium(Batch batch) => batch.Content.Type == BatchContent.MediaType ? "mms" : "sms";
}
