using System.Text.Json;
using SmsAdmin.Sandbox.Sinch.Text;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>A batch as Sinch shows it: nulls left out, digits only, and neither status nor price nor parts.</summary>
internal static class BatchJson
{
    public static void Write(Utf8JsonWriter json, Batch batch)
    {
        var content = batch.Content;
        json.WriteStartObject();
        json.WriteString("id", batch.Id);
        json.WriteTexts("to", content.To);
        json.WriteOptional("from", content.From);
        json.WriteBoolean("canceled", batch.Canceled);
        WriteBody(json, content);
        json.WriteOptional("udh", content.Udh);
        json.WriteString("type", content.Type);
        WriteParameters(json, content.Parameters);
        json.WriteOptional("created_at", batch.CreatedAt);
        json.WriteOptional("modified_at", batch.ModifiedAt);
        json.WriteString("delivery_report", content.DeliveryReport);
        json.WriteOptional("send_at", content.SendAt);
        json.WriteOptional("expire_at", batch.ExpireAt);
        json.WriteOptional("callback_url", content.CallbackUrl);
        json.WriteOptional("client_reference", content.ClientReference);
        json.WriteBoolean("feedback_enabled", content.FeedbackEnabled);
        if (content.Type == BatchContent.TextType)
            json.WriteBoolean("flash_message", content.FlashMessage);
        if (content.TruncateConcat)
            json.WriteBoolean("truncate_concat", true);
        json.WriteOptional("max_number_of_message_parts", content.MaxParts);
        json.WriteOptional("from_ton", content.FromTon);
        json.WriteOptional("from_npi", content.FromNpi);
        if (content.StrictValidation)
            json.WriteBoolean("strict_validation", true);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, BatchContent content)
    {
        if (content.Media is not { } media)
        {
            json.WriteOptional("body", content.Body);
            return;
        }
        json.WriteStartObject("body");
        json.WriteString("url", media.Url);
        json.WriteOptional("message", media.Message);
        json.WriteOptional("subject", media.Subject);
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyDictionary<string, ParameterValues> parameters)
    {
        if (parameters.Count == 0)
            return;
        json.WriteStartObject("parameters");
        foreach (var (key, values) in parameters)
        {
            json.WriteStartObject(key);
            foreach (var (recipient, value) in values.AsSent)
                json.WriteString(recipient, value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
