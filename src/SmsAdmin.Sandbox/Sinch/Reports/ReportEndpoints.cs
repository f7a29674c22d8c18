using SmsAdmin.Sandbox.Sinch.Delivery;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Reports;

internal static class ReportEndpoints
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);

    public static Answer OfBatch(SinchCall call)
    {
        var query = call.Query;
        var type = query.Text("type") ?? "summary";
        var (statuses, refusal) = Statuses(query);
        var codes = query.Codes("code");
        if ((refusal ?? query.Fault) is { } fault)
            return fault.ToAnswer();
        lock (call.Plan.Gate)
        {
            return type is "summary" or "full" && call.Plan.Batches.Find(call.Id) is { } batch
                ? Answer.Json(200, json => ReportJson.WriteBatch(json, batch, type == "full", statuses, codes))
                : Answer.NotFound;
        }
    }

    public static Answer OfRecipient(SinchCall call)
    {
        if (!Msisdn.TryRead(call.Segments[3], out var recipient))
            return Answer.NotFound;
        lock (call.Plan.Gate)
        {
            return call.Plan.Batches.Find(call.Id)?.Messages.FirstOrDefault(message => message.Recipient == recipient) is { } message
                ? Answer.Json(200, json => ReportJson.WriteRecipient(json, message))
                : Answer.NotFound;
        }
    }

    public static Answer List(SinchCall call)
    {
        var query = call.Query;
        var page = Page.Read(query);
        var start = query.Instant("start_date") ?? call.Now - DefaultWindow;
        var end = query.Instant("end_date") ?? DateTimeOffset.MaxValue;
        var (statuses, refusal) = Statuses(query);
        var codes = query.Codes("code");
        var reference = query.Text("client_reference");
        if ((refusal ?? query.Fault) is { } fault)
            return fault.ToAnswer();
        lock (call.Plan.Gate)
        {
            return page.Answer("delivery_reports",
                call.Plan.Finished.NewestFirst(start).Where(message => message.At < end
                    && statuses?.Contains(message.Status) != false
                    && codes?.Contains(message.Code) != false
                    && (reference is null || message.Batch.Content.ClientReference == reference)),
                ReportJson.WriteRecipient);
        }
    }

    private static (HashSet<DeliveryStatus>? Statuses, Rejection? Refusal) Statuses(QueryFields query)
    {
        if (query.List("status") is not { } names)
            return (null, null);
        var statuses = new HashSet<DeliveryStatus>();
        foreach (var name in names)
        {
            if (!char.IsAsciiLetter(name[0]) || !Enum.TryParse<DeliveryStatus>(name, ignoreCase: true, out var status))
                return (null, Rejection.InvalidFormat($"'{name}' is not a valid value of 'status'."));
            statuses.Add(status);
        }
        return (statuses, null);
    }
}
