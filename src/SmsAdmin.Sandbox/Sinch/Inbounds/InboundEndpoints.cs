using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Inbounds;

internal static class InboundEndpoints
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);

    public static Answer List(SinchCall call)
    {
        var query = call.Query;
        var page = Page.Read(query);
        var start = query.Instant("start_date") ?? call.Now - DefaultWindow;
        var end = query.Instant("end_date") ?? DateTimeOffset.MaxValue;
        var to = query.Senders("to");
        var reference = query.Text("client_reference");
        if (query.Fault is { } fault)
            return fault.ToAnswer();
        lock (call.Plan.Gate)
        {
            return page.Answer("inbounds",
                call.Plan.Inbounds.NewestFirst.Where(inbound => inbound.ReceivedAt >= start && inbound.ReceivedAt < end
                    && to?.Contains(inbound.To) != false
                    && (reference is null || inbound.ClientReference == reference)),
                (json, inbound) => inbound.Write(json));
        }
    }

    public static Answer Get(SinchCall call)
    {
        lock (call.Plan.Gate)
            return call.Plan.Inbounds.Find(call.Id) is { } inbound ? Answer.Json(200, inbound.Write) : Answer.NotFound;
    }
}
