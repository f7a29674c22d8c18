using SmsAdmin.Sandbox.Ledger;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Batches;

/// <summary>Lists, shows and changes batches.</summary>
internal static class BatchEndpoints
{
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(14);
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);

    public static Answer List(SinchCall call)
    {
        var query = call.Query;
        var page = Page.Read(query);
        var start = query.Instant("start_date") ?? call.Now - DefaultWindow;
        var end = query.Instant("end_date") ?? DateTimeOffset.MaxValue;
        var senders = query.Senders("from");
        var reference = query.Text("client_reference");
        if (query.Fault is { } fault)
            return fault.ToAnswer();
        var oldest = call.Now - Lookback;
        lock (call.Plan.Gate)
        {
            return page.Answer("batches",
                call.Plan.Batches.NewestFirst(start > oldest ? start : oldest, reference)
                    .Where(batch => batch.CreatedAt < end && (senders is null || (batch.Content.From is { } from && senders.Contains(from)))),
                BatchJson.Write);
        }
    }

    public static Answer Get(SinchCall call)
    {
        lock (call.Plan.Gate)
            return call.Plan.Batches.Find(call.Id) is { } batch ? Shown(batch) : Answer.NotFound;
    }

    public static Answer Update(SinchCall call) => Change(call, BatchReader.ReadUpdate);

    public static Answer Replace(SinchCall call) => Change(call, (fields, _) => BatchReader.ReadWhole(fields));

    public static Answer Cancel(SinchCall call)
    {
        Batch? batch;
        lock (call.Plan.Gate)
            batch = call.Plan.Batches.Find(call.Id);
        if (batch is null)
            return Answer.NotFound;
        call.World.Courier.Cancel(batch);
        lock (call.Plan.Gate)
            return Shown(batch);
    }

    public static Answer Feedback(SinchCall call)
    {
        var fields = call.Fields;
        fields.Require("recipients");
        var recipients = fields.Numbers("recipients", 0, 1000) ?? [];
        lock (call.Plan.Gate)
        {
            if (call.Plan.Batches.Find(call.Id) is not { Content.FeedbackEnabled: true } batch)
                return Answer.NotFound;
            if (recipients.Count == 0 && batch.Content.GroupIds.Any())
                fields.Refuse(Rejection.Constraint("'recipients' must have at least 1 element for a batch to a group."));
            if (fields.Fault is { } fault)
                return fault.ToAnswer();
            foreach (var recipient in recipients.Count > 0 ? recipients : batch.Content.To)
                call.World.Ledger.Add(new FeedbackEntry(call.Plan.Settings.ServicePlanId, batch.Id, recipient, call.Now));
            return new Answer(202);
        }
    }

    private static Answer Change(SinchCall call, Func<JsonFields, BatchContent, BatchContent> read)
    {
        Batch? batch;
        lock (call.Plan.Gate)
        {
            batch = call.Plan.Batches.Find(call.Id);
            if (batch is null)
                return Answer.NotFound;
            var fields = call.Fields;
            var content = read(fields, batch.Content);
            if ((fields.Fault ?? BatchRules.Check(content, call.Plan.Settings, call.Now)) is { } fault)
                return fault.ToAnswer();
            if (batch.IsDispatched || batch.Canceled)
                return Rejection.AlreadyDispatched.ToAnswer();
            if (BatchRules.CheckAllowed(content, call.Plan) is { } refusal)
                return refusal.ToAnswer();
            call.Plan.Batches.Change(batch, content, call.Now);
        }
        call.World.Courier.Accept(batch);
        lock (call.Plan.Gate)
            return Shown(batch);
    }

    private static Answer Shown(Batch batch) => Answer.Json(200, json => BatchJson.Write(json, batch));
}
