using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

public sealed class XmsReportTests : IAsyncLifetime
{
    private static readonly Actor Shop = new(Guid.NewGuid(), "Shop", ActorKind.ApiKey);
    private static readonly XmsPage First = new(0, 30);
    private static readonly XmsSpan Lately = new(null, null);
    private static readonly XmsReportFilter All = new(null, null);

    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private XmsOwner Owner => new(_walk.PlanId, false);

    private XmsReportLog Reports => _walk.Rooms.Get<XmsReportLog>();

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task A_batch_is_reported_by_status_and_code_and_each_end_of_our_own_has_Sinchs_word()
    {
        var id = await SendAsync("+12025555001", "+12025555002", "+12025555003", "+12025555004", "+12025555005");
        var messages = await MessagesAsync(id);
        await StatusAsync(messages[0], MessageState.Delivered, 0);
        await StatusAsync(messages[1], MessageState.Delivered, 0);
        await StatusAsync(messages[2], MessageState.Failed, 150);
        await SetAsync(messages[3], MessageState.Rejected);

        var full = Done(await Reports.OfBatchAsync(Owner, id, true, All, Ct));
        Assert.Equal(("delivery_report_sms", id.ToString(), "order", 5), (Text(full, "type"), Text(full, "batch_id"), Text(full, "client_reference"), full.GetProperty("total_message_count").GetInt32()));
        Assert.Equal(["Delivered 0 2 12025555001,12025555002", "Failed 150 1 12025555003", "Aborted 408 1 12025555004", "Queued 400 1 12025555005"], Lines(full));
        Assert.Equal(["Delivered 0 2 ", "Aborted 408 1 "], Lines(Done(await Reports.OfBatchAsync(Owner, id, false, new XmsReportFilter(["delivered", "Aborted"], null), Ct))));
        Assert.Equal(["Failed 150 1 ", "Aborted 408 1 "], Lines(Done(await Reports.OfBatchAsync(Owner, id, false, new XmsReportFilter(null, [150, 408]), Ct))));

        var one = Done(await Reports.OfRecipientAsync(Owner, id, "+1 202 555 5003", Ct));
        Assert.Equal(("recipient_delivery_report_sms", "12025555003", "Failed", 150, "12015550199"), (Text(one, "type"), Text(one, "recipient"), Text(one, "status"), one.GetProperty("code").GetInt32(), Text(one, "applied_originator")));
        Assert.IsType<XmsOutcome.NotThere>(await Reports.OfRecipientAsync(Owner, id, "+12025555099", Ct));
        Assert.IsType<XmsOutcome.NotThere>(await Reports.OfRecipientAsync(Owner with { IsTest = true }, id, "+12025555003", Ct));
    }

    [Fact]
    public async Task The_list_holds_what_has_ended_by_page_and_filter()
    {
        var id = await SendAsync("+12025555011", "+12025555012", "+12025555013");
        var messages = await MessagesAsync(id);
        await StatusAsync(messages[0], MessageState.Delivered, 0);
        _walk.Clock.Advance(TimeSpan.FromSeconds(1));
        await SetAsync(messages[1], MessageState.Expired);

        var list = Done(await Reports.ListAsync(Owner, First, Lately, All, null, Ct));
        Assert.Equal((2, 0, 2), (list.GetProperty("count").GetInt32(), list.GetProperty("page").GetInt32(), list.GetProperty("page_size").GetInt32()));
        Assert.Equal(["12025555012 Aborted 406", "12025555011 Delivered 0"], Recipients(list));
        Assert.Equal(["12025555011 Delivered 0"], Recipients(Done(await Reports.ListAsync(Owner, new XmsPage(1, 1), Lately, All, "order", Ct))));
        Assert.Equal(["12025555012 Aborted 406"], Recipients(Done(await Reports.ListAsync(Owner, First, Lately, new XmsReportFilter(["ABORTED"], [406]), null, Ct))));
        Assert.Empty(Recipients(Done(await Reports.ListAsync(Owner, new XmsPage(int.MaxValue, 100), Lately, All, null, Ct))));
        Assert.Empty(Recipients(Done(await Reports.ListAsync(Owner, First, Lately, All, "another order", Ct))));
        Assert.Empty(Recipients(Done(await Reports.ListAsync(Owner, First, new XmsSpan(null, _walk.Clock.GetUtcNow().AddHours(-1)), All, null, Ct))));
        Assert.Empty(Recipients(Done(await Reports.ListAsync(Owner with { IsTest = true }, First, Lately, All, null, Ct))));
    }

    [Fact]
    public async Task Batches_are_listed_newest_first_by_page_sender_and_reference()
    {
        var batches = _walk.Rooms.Get<XmsBatches>();
        var ids = new List<string>();
        foreach (var from in (string?[])["+12015550199", null, "Acme"])
        {
            ids.Insert(0, Text(Done(await batches.SendAsync(Owner, new BatchOrder { To = ["+12025555020"], From = from, Body = "Hello", Reference = from }, Shop, Ct)), "id"));
            _walk.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(ids, Ids(await batches.ListAsync(Owner, First, Lately, null, null, Ct)));
        Assert.Equal([ids[2]], Ids(await batches.ListAsync(Owner, new XmsPage(2, 1), Lately, null, null, Ct)));
        Assert.Equal([ids[0], ids[2]], Ids(await batches.ListAsync(Owner, First, Lately, ["Acme", "12015550199"], null, Ct)));
        Assert.Equal([ids[0]], Ids(await batches.ListAsync(Owner, First, Lately, null, "Acme", Ct)));
        Assert.Equal([ids[0]], Ids(await batches.ListAsync(Owner, First, new XmsSpan(_walk.Clock.GetUtcNow().AddSeconds(-90), null), null, null, Ct)));
        _walk.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty(Ids(await batches.ListAsync(Owner, First, Lately, null, null, Ct)));
        Assert.Equal(3, Ids(await batches.ListAsync(Owner, First, new XmsSpan(_walk.Clock.GetUtcNow().AddDays(-14), null), null, null, Ct)).Count());
    }

    [Fact]
    public async Task What_a_client_says_was_used_is_told_to_Sinch_once_and_only_where_it_said_that_it_would()
    {
        var feedback = _walk.Rooms.Get<XmsFeedback>();
        Assert.IsType<XmsOutcome.NotThere>(await feedback.TakeAsync(Owner, await SendAsync("+12025555030"), [], Ct));
        var id = IdOf(Done(await _walk.Rooms.Get<XmsBatches>().SendAsync(Owner, new BatchOrder { To = ["+12025555031", "+12025555032"], Body = "Hello", Wire = WireOptions.None with { FeedbackEnabled = true } }, Shop, Ct)));
        Assert.Null(Assert.IsType<XmsOutcome.Done>(await feedback.TakeAsync(Owner, id, ["12025555031"], Ct)).Json);
        Assert.Equal("syntax_invalid_parameter_format", Assert.IsType<XmsOutcome.Refused>(await feedback.TakeAsync(Owner, id, ["12"], Ct)).Error.Code);
        // Not at Sinch yet: it waits.
        await feedback.RunOnceAsync(Ct);
        Assert.Empty(_walk.Sandbox.World.Ledger.Feedback);

        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromMinutes(1));
        await feedback.RunOnceAsync(Ct);
        await feedback.RunOnceAsync(Ct);
        Assert.Equal("12025555031", Assert.Single(_walk.Sandbox.World.Ledger.Feedback).Recipient);
        await feedback.TakeAsync(Owner, id, [], Ct);
        await feedback.RunOnceAsync(Ct);
        Assert.Equal(["12025555031", "12025555031", "12025555032"], _walk.Sandbox.World.Ledger.Feedback.Select(one => one.Recipient).Order());
    }

    [Fact]
    public async Task What_phones_sent_is_shown_by_Sinchs_id_and_by_the_number_it_went_to()
    {
        var texts = _walk.Rooms.Get<InboundTexts>();
        var at = _walk.Clock.GetUtcNow();
        await texts.StoreAsync(_walk.PlanId, new Inbound { Id = "01INBOUND1", Type = "mo_text", From = "12025555040", To = "12015550199", Body = "Hello 👋", OperatorId = "311071", ReceivedAt = at }, at, Ct);
        await texts.StoreAsync(_walk.PlanId, new Inbound { Id = "01INBOUND2", Type = "mo_binary", From = "12025555041", To = "72345", Body = "VGV4dA==", Udh = "050003", ReceivedAt = at.AddSeconds(1) }, at, Ct);
        var inbounds = _walk.Rooms.Get<XmsInbounds>();

        var list = Done(await inbounds.ListAsync(Owner, First, Lately, null, null, Ct)).GetProperty("inbounds");
        Assert.Equal(["01INBOUND2", "01INBOUND1"], list.EnumerateArray().Select(one => Text(one, "id")));
        Assert.Equal(["01INBOUND1"], Done(await inbounds.ListAsync(Owner, First, Lately, ["+12015550199"], null, Ct)).GetProperty("inbounds").EnumerateArray().Select(one => Text(one, "id")));
        var text = Done(await inbounds.FindAsync(Owner, "01INBOUND1", Ct));
        Assert.Equal(("12025555040", "12015550199", "Hello 👋", "311071", "mo_text"), (Text(text, "from"), Text(text, "to"), Text(text, "body"), Text(text, "operator_id"), Text(text, "type")));
        var binary = Done(await inbounds.FindAsync(Owner, "01INBOUND2", Ct));
        Assert.Equal(("VGV4dA==", "050003"), (Text(binary, "body"), Text(binary, "udh")));
        Assert.IsType<XmsOutcome.NotThere>(await inbounds.FindAsync(Owner, "01INBOUND3", Ct));
        Assert.IsType<XmsOutcome.NotThere>(await inbounds.FindAsync(Owner with { IsTest = true }, "01INBOUND1", Ct));
    }

    [Fact]
    public async Task A_batch_whose_text_is_erased_is_shown_without_it()
    {
        var id = await SendAsync("+12025555050", "+12025555051");
        foreach (var message in await MessagesAsync(id)) await StatusAsync(message, MessageState.Delivered, 0);
        _walk.Clock.Advance(TimeSpan.FromDays(400));
        await _walk.Rooms.Get<Core.Retention.Eraser>().RunAsync(TestRooms.Anna, null, Ct);

        var batch = Done(await _walk.Rooms.Get<XmsBatches>().FindAsync(Owner, id, Ct));
        Assert.False(batch.TryGetProperty("body", out _));
        Assert.Equal(["5050", "5051"], batch.GetProperty("to").EnumerateArray().Select(to => to.GetString()));
        Assert.Null(await _walk.Rooms.LookAsync(db => db.Submissions.Where(s => s.Id == id).Select(s => s.OrderCipher).SingleAsync(Ct)));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static Guid IdOf(JsonElement batch) => batch.GetProperty("id").GetGuid();

    private static JsonElement Done(XmsOutcome outcome) => JsonSerializer.Deserialize<JsonElement>(Assert.IsType<XmsOutcome.Done>(outcome).Json!);

    private static IEnumerable<string> Ids(XmsOutcome outcome) => Done(outcome).GetProperty("batches").EnumerateArray().Select(batch => Text(batch, "id"));

    private static IEnumerable<string> Lines(JsonElement report) => report.GetProperty("statuses").EnumerateArray().Select(one =>
        $"{Text(one, "status")} {one.GetProperty("code")} {one.GetProperty("count")} {(one.TryGetProperty("recipients", out var all) ? string.Join(',', all.EnumerateArray()) : "")}");

    private static IEnumerable<string> Recipients(JsonElement list) =>
        list.GetProperty("delivery_reports").EnumerateArray().Select(one => $"{Text(one, "recipient")} {Text(one, "status")} {one.GetProperty("code")}");

    private async Task<Guid> SendAsync(params string[] to) =>
        IdOf(Done(await _walk.Rooms.Get<XmsBatches>().SendAsync(Owner, new BatchOrder { To = to, Body = "Hello", Reference = "order" }, Shop, Ct)));

    private Task<List<Message>> MessagesAsync(Guid id) => _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.SubmissionId == id).OrderBy(m => m.To).ToListAsync(Ct));

    private Task<bool> StatusAsync(Message message, MessageState to, int code) => _walk.Rooms.Get<MessageMoves>().StatusAsync(
        message, to, "01BATCH", new MessageEvent { At = _walk.Clock.GetUtcNow(), Kind = MessageEventKind.Status, DeliveryCode = code });

    // An end of our own: no receipt tells of it.
    private async Task SetAsync(Message message, MessageState end)
    {
        var plan = await _walk.Rooms.Get<Core.Credentials.Plans>().FindAsync(_walk.PlanId, Ct);
        Assert.True(await _walk.Rooms.Get<MessageMoves>().EndedAsync(
            message, end, plan!.Limits(), new MessageEvent { At = _walk.Clock.GetUtcNow(), Kind = MessageEventKind.Status }));
    }
}
