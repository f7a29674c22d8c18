using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>Counts what a send would take, and sends nothing.</summary>
internal static class DryRunEndpoint
{
    private const int DefaultRecipients = 100, MostRecipients = 1000;

    public static Answer Run(SinchCall call)
    {
        var query = call.Query;
        var perRecipient = query.Flag("per_recipient");
        var most = query.Number("number_of_recipients", DefaultRecipients, 0, MostRecipients);
        var fields = call.Fields;
        var content = BatchReader.ReadWhole(fields);
        if ((query.Fault ?? fields.Fault ?? BatchRules.Check(content, call.Plan.Settings, call.Now)) is { } fault)
            return fault.ToAnswer();
        IReadOnlyList<string> recipients;
        lock (call.Plan.Gate)
        {
            if (content.GroupIds.FirstOrDefault(id => call.Plan.Groups.Find(id) is null) is { } unknown)
                return Rejection.UnknownGroup(unknown).ToAnswer();
            recipients = Messages.Recipients(content, call.Plan);
        }
        var texts = recipients.Select(recipient => (Recipient: recipient, Content: Messages.TextFor(content, recipient))).ToList();
        return Answer.Json(200, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("number_of_recipients", texts.Count);
            json.WriteNumber("number_of_messages", texts.Sum(text => text.Content.Parts.Count));
            if (perRecipient)
            {
                json.WriteStartArray("per_recipient");
                foreach (var (recipient, (text, _, parts)) in texts.Take(most))
                {
                    json.WriteStartObject();
                    json.WriteString("recipient", recipient);
                    json.WriteString("body", text);
                    json.WriteNumber("number_of_parts", parts.Count);
                    json.WriteString("encoding", parts.Encoding);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        });
    }
}
