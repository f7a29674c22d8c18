using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

public sealed class ReceiptTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Theory]
    [InlineData("Queued Dispatched Delivered")]
    [InlineData("Delivered Dispatched Queued")]
    [InlineData("Dispatched Delivered Delivered Dispatched")]
    [InlineData("Delivered Failed")]
    [InlineData("Queued Delivered Expired Dispatched")]
    public async Task Receipts_in_any_order_end_in_the_first_final_word(string statuses)
    {
        var id = await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        foreach (var status in statuses.Split(' ')) await PostAsync(id, status);

        var message = await _walk.FindAsync(id);
        Assert.Equal(MessageState.Delivered, message.State);
        Assert.Single(message.Steps, s => s.State == MessageState.Delivered);
    }

    [Fact]
    public async Task A_receipt_before_our_own_answer_is_not_undone_by_it()
    {
        var id = await _walk.SubmitAsync("+12015550190");
        await PostAsync(id, "Delivered");
        Assert.Equal(MessageState.Delivered, (await _walk.FindAsync(id)).State);

        var message = await _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Ct));
        var step = new MessageEvent { At = _walk.Clock.GetUtcNow(), Kind = MessageEventKind.Accepted, HttpStatus = 201 };
        await _walk.Rooms.Get<MessageMoves>().AcceptedAsync(message, "01BATCH", step);
        var after = await _walk.FindAsync(id);
        Assert.Equal((MessageState.Delivered, "01BATCH", 0), (after.State, after.BatchId, after.DeliveryCode));
    }

    [Fact]
    public async Task A_receipt_that_names_only_batch_and_number_finds_its_message()
    {
        var id = await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        var batch = (await _walk.FindAsync(id)).BatchId;
        await PostRawAsync($$"""{"type":"recipient_delivery_report_sms","batch_id":"{{batch}}","recipient":"12015550190","code":0,"status":"Delivered","at":"2026-11-23T12:00:01Z"}""");
        Assert.Equal(MessageState.Delivered, (await _walk.FindAsync(id)).State);
    }

    [Fact]
    public async Task A_status_that_sinch_invents_changes_nothing_and_is_kept()
    {
        var id = await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        await PostAsync(id, "Teleported");
        Assert.Equal(MessageState.Accepted, (await _walk.FindAsync(id)).State);
        Assert.Equal(CallbackState.Applied, await StateOfLastAsync());
    }

    [Theory]
    [InlineData("not json at all", CallbackState.NotUnderstood)]
    [InlineData("""{"type":"something_new"}""", CallbackState.NotUnderstood)]
    [InlineData("""{"type":"mo_text","id":"01A","from":"12015550100","to":"12015550199","body":"Hi","received_at":"2026-11-23T12:00:00Z"}""", CallbackState.Inbound)]
    [InlineData("""{"type":"recipient_delivery_report_sms","batch_id":"01NOBODY","recipient":"12015550100","code":0,"status":"Delivered","at":"2026-11-23T12:00:01Z"}""", CallbackState.Parked)]
    public async Task Every_callback_is_kept_and_none_stops_the_others(string body, CallbackState expected)
    {
        await PostRawAsync(body);
        Assert.Equal(expected, await StateOfLastAsync());
        Assert.DoesNotContain(await _walk.Rooms.LookAsync(db => db.Callbacks.AsNoTracking().ToListAsync(Ct)), c => Encoding.UTF8.GetString(c.BodyCipher).Contains("type", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_a_receipt_of_our_own_counts_as_the_last_that_was_seen()
    {
        await PostRawAsync("""{"type":"mo_text","id":"01INBOUND","from":"12015550190","to":"12015550199","body":"Hi","received_at":"2026-11-23T12:00:01Z"}""");
        await PostRawAsync("""{"type":"recipient_delivery_report_sms","batch_id":"01NOBODY","recipient":"12015550100","code":0,"status":"Delivered","at":"2026-11-23T12:00:01Z"}""");
        Assert.Null((await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!.LastReceiptAt);

        var id = await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        await PostAsync(id, "Delivered");
        Assert.Equal(_walk.Clock.GetUtcNow(), (await _walk.Rooms.Get<Plans>().FindAsync(_walk.PlanId, Ct))!.LastReceiptAt);
    }

    [Fact]
    public async Task Nobody_without_the_plans_secret_can_post()
    {
        Assert.IsType<IntakeOutcome.NobodysSecret>(await _walk.Rooms.Get<ReceiptIntake>().StoreAsync("guess", "{}"u8.ToArray(), Ct));
        Assert.Equal(0, await _walk.Rooms.LookAsync(db => db.Callbacks.CountAsync(Ct)));
    }

    private Task PostAsync(Guid id, string status) => PostRawAsync(JsonSerializer.Serialize(new
    {
        type = "recipient_delivery_report_sms",
        batch_id = "01" + id.ToString("N", CultureInfo.InvariantCulture)[..20],
        recipient = "12015550190",
        code = status switch { "Queued" => 400, "Dispatched" => 401, _ => 0 },
        status,
        at = _walk.Clock.GetUtcNow(),
        client_reference = id.ToString("D"),
    }));

    private async Task PostRawAsync(string body)
    {
        var secret = _walk.Rooms.Get<WebhookSecrets>().For(_walk.PlanId)!;
        Assert.IsType<IntakeOutcome.Stored>(await _walk.Rooms.Get<ReceiptIntake>().StoreAsync(secret, Encoding.UTF8.GetBytes(body), Ct));
        await _walk.Rooms.Get<Receipts>().RunOnceAsync(Ct);
    }

    private Task<CallbackState> StateOfLastAsync() =>
        _walk.Rooms.LookAsync(db => db.Callbacks.OrderByDescending(c => c.Id).Select(c => c.State).FirstAsync(Ct));
}
