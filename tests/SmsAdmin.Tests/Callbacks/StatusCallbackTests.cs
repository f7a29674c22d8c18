using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Callbacks;

public sealed class StatusCallbackTests : IAsyncLifetime
{
    private const string Taken = """{"jsonrpc":"2.0","id":null,"result":"OK"}""";
    private const string Fault = """{"jsonrpc":"2.0","id":null,"error":{"code":200,"message":"Odoo Server Error","data":{"name":"odoo.exceptions.UserError"}}}""";

    private readonly string _uuid = Guid.NewGuid().ToString("N");
    private CallbackReceiver _receiver = null!;
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = await CallbackReceiver.StartAsync();
        _receiver.Answer = Taken;
        _walk = await Walk.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _walk.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task Odoo_hears_of_each_step_that_it_has_a_word_for_and_no_other()
    {
        var message = await SentAsync();
        await MoveAsync(message, MessageState.Accepted);
        await MoveAsync(message, MessageState.Dispatched);
        await PostAsync();
        await MoveAsync(message, MessageState.Delivered);
        await PostAsync();

        Assert.Equal([$"sent {_uuid}", $"delivered {_uuid}"], Told());
    }

    [Theory]
    [InlineData(MessageState.Failed, 150, "invalid_destination")]
    [InlineData(MessageState.Failed, 61, "not_allowed")]
    [InlineData(MessageState.Failed, 153, "not_delivered")]
    [InlineData(MessageState.Aborted, 402, "invalid_destination")]
    [InlineData(MessageState.Aborted, 406, "expired")]
    [InlineData(MessageState.Rejected, null, "rejected")]
    [InlineData(MessageState.Expired, null, "expired")]
    [InlineData(MessageState.Cancelled, null, "not_delivered")]
    [InlineData(MessageState.Unknown, null, "unknown")]
    public async Task Each_end_has_a_word_of_Odoos(MessageState end, int? code, string word)
    {
        await MoveAsync(await SentAsync(), end, code);
        await PostAsync();

        Assert.Equal([$"{word} {_uuid}"], Told());
    }

    [Fact]
    public async Task A_later_step_waits_for_an_earlier_one_across_a_restart()
    {
        var message = await SentAsync();
        await MoveAsync(message, MessageState.Dispatched);
        _receiver.AnswerNext(503);
        await PostAsync();
        await MoveAsync(message, MessageState.Delivered);
        await using var second = await TestRooms.StartAsync(_walk.Clock, directory: _walk.Rooms.Directory);
        await second.Get<CallbackPoster>().RunOnceAsync(Ct);
        Assert.Single(_receiver.All);
        _walk.Clock.Advance(TimeSpan.FromSeconds(10));
        await second.Get<CallbackPoster>().RunOnceAsync(Ct);

        Assert.Equal([$"sent {_uuid}", $"sent {_uuid}", $"delivered {_uuid}"], Told());
    }

    [Fact]
    public async Task An_answer_of_ours_that_a_receipt_overtook_tells_nothing()
    {
        var message = await SentAsync();
        await MoveAsync(message, MessageState.Delivered);
        await _walk.Rooms.Get<MessageMoves>().AcceptedAsync(message, "01BATCH", Step(null));
        await MoveAsync(message, MessageState.Dispatched);
        await PostAsync();

        Assert.Equal([$"delivered {_uuid}"], Told());
    }

    [Fact]
    public async Task A_fault_of_Odoos_in_a_200_is_tried_again()
    {
        await MoveAsync(await SentAsync(), MessageState.Delivered);
        _receiver.Answer = Fault;
        await PostAsync();
        Assert.Equal(OutboundState.Waiting, (await RowsAsync()).Single().State);
        _receiver.Answer = "<html>Log in</html>";
        _walk.Clock.Advance(TimeSpan.FromSeconds(10));
        await PostAsync();
        Assert.Equal(OutboundState.Waiting, (await RowsAsync()).Single().State);
        _receiver.Answer = Taken;
        _walk.Clock.Advance(TimeSpan.FromSeconds(20));
        await PostAsync();

        Assert.Equal((OutboundState.Done, 3), ((await RowsAsync()).Single().State, _receiver.All.Count));
    }

    [Fact]
    public async Task What_waits_for_a_receiver_that_does_not_answer_waits_with_the_first()
    {
        var dead = new Uri(ScriptedServer.DeadRoot());
        for (var i = 0; i < 20; i++) await MoveAsync(await SentAsync(dead, Guid.NewGuid().ToString("N")), MessageState.Delivered);
        await PostAsync();

        var rows = await RowsAsync();
        Assert.True(rows.Sum(row => row.Attempts) < rows.Count);
        Assert.All(rows, row => Assert.True(row.DueAt > _walk.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_message_without_a_callback_tells_nobody()
    {
        var id = await _walk.SubmitAsync("+12015550190");
        await MoveAsync(await MessageAsync(id), MessageState.Delivered);

        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public void Sinchs_schedule_for_its_own_shapes_ends_after_81920_seconds_and_at_a_refusal()
    {
        var manners = CallbackManners.Of(CallbackKind.Xms);

        Assert.Equal([5, 10, 20, 81_920], [.. new[] { 1, 2, 3, 15 }.Select(n => manners.PauseAfter(n).TotalSeconds)]);
        Assert.Equal(
            [CallbackVerdict.Taken, CallbackVerdict.Refused, CallbackVerdict.Again, CallbackVerdict.Again, CallbackVerdict.Again],
            [.. new[] { 204, 404, 429, 503, 302 }.Select(status => manners.Judge(status, ""))]);
    }

    private async Task<Message> SentAsync(Uri? url = null, string? uuid = null)
    {
        var outcome = await _walk.Rooms.Get<Submissions>().SubmitAsync(
            new NewMessage(
                _walk.PlanId, "+12015550190", null, "Hello", Lane.Normal, Origin.Odoo,
                Callback: new CallbackTarget(CallbackKind.Odoo, url ?? new Uri(_receiver.Url), true, uuid ?? _uuid)),
            TestRooms.Anna, Ct);
        return await MessageAsync(Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId);
    }

    private Task<bool> MoveAsync(Message message, MessageState to, int? code = null) =>
        _walk.Rooms.Get<MessageMoves>().StatusAsync(message, to, "01BATCH", Step(code));

    private MessageEvent Step(int? code) => new() { At = _walk.Clock.GetUtcNow(), Kind = MessageEventKind.Status, DeliveryCode = code };

    private Task PostAsync() => _walk.Rooms.Get<CallbackPoster>().RunOnceAsync(Ct);

    private Task<Message> MessageAsync(Guid id) => _walk.Rooms.LookAsync(db => db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Ct));

    private Task<List<OutboundCallback>> RowsAsync() => _walk.Rooms.LookAsync(db => db.OutboundCallbacks.AsNoTracking().ToListAsync(Ct));

    private IEnumerable<string> Told() => _receiver.All.Select(post => post.Json.GetProperty("params").GetProperty("message_statuses")[0])
        .Select(status => $"{status.GetProperty("sms_status").GetString()} {status.GetProperty("uuids")[0].GetString()}");
}
