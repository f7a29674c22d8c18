using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>What Odoo's gateway module is told of its messages, and how.</summary>
public sealed class GatewayReportTests : NativeRooms
{
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = [];
    private ScriptedServer _odoo = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _odoo = await ScriptedServer.StartAsync((context, _) =>
        {
            var (status, body) = _answers.TryDequeue(out var next) ? next : (200, "OK");
            return ScriptedServer.WriteAsync(context, status, body, "text/html");
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await _odoo.DisposeAsync();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData(MessageState.Dispatched, 401, "sent")]
    [InlineData(MessageState.Delivered, 0, "delivered")]
    [InlineData(MessageState.Failed, 150, "undelivered&ErrorCode=150")]
    [InlineData(MessageState.Expired, null, "undelivered")]
    [InlineData(MessageState.Deleted, null, "undelivered")]
    [InlineData(MessageState.Aborted, 412, "failed&ErrorCode=412")]
    [InlineData(MessageState.Rejected, null, "failed")]
    [InlineData(MessageState.Cancelled, null, "failed")]
    [InlineData(MessageState.Accepted, null, null)]
    [InlineData(MessageState.Unknown, null, null)]
    public async Task Each_state_that_the_module_has_a_word_for_is_told_as_a_form_with_the_id_that_we_returned(MessageState state, int? code, string? word)
    {
        var message = await SendAsync();
        await MoveAsync(message, state, code);
        await PostAsync();
        Assert.Empty(_odoo.Requests);
        Clock.Advance(TimeSpan.FromSeconds(11));
        await PostAsync();

        Assert.Equal(word is null ? [] : [$"MessageSid={message.Id:D}&MessageStatus={word}"], _odoo.Requests.Select(request => request.Body));
        Assert.All(_odoo.Requests, request => Assert.Equal(("POST", "/ipai/sms/webhook/twilio"), (request.Method, request.PathAndQuery)));
        Assert.All(_odoo.Requests, request => Assert.StartsWith("application/x-www-form-urlencoded", request.Headers.ContentType.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_report_that_is_not_taken_comes_again_and_what_is_further_on_waits_behind_it()
    {
        var message = await SendAsync();
        _answers.Enqueue((404, "No database is selected"));
        _answers.Enqueue((200, "<!DOCTYPE html><title>Odoo</title>"));
        await MoveAsync(message, MessageState.Dispatched, null);
        await MoveAsync(message, MessageState.Delivered, null);
        for (var i = 0; i < 4; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await PostAsync();
        }

        Assert.Equal(["sent", "sent", "sent", "delivered"], _odoo.Requests.Select(request => request.Body.Split('=')[^1]));
        Assert.Equal([OutboundState.Done, OutboundState.Done], await Rooms.LookAsync(db => db.OutboundCallbacks.Select(c => c.State).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Nobody_in_a_private_network_is_told_where_no_administrator_said_so_and_no_redirect_is_followed()
    {
        _answers.Enqueue((302, ""));
        await MoveAsync(await SendAsync(), MessageState.Delivered, null);
        Clock.Advance(TimeSpan.FromSeconds(11));
        await PostAsync();
        Assert.Single(_odoo.Requests);
        Assert.Single(await AuditAsync("callback.redirected"));

        var message = await SendAsync(allowsPrivate: false);
        await MoveAsync(message, MessageState.Delivered, null);
        Clock.Advance(TimeSpan.FromSeconds(11));
        await PostAsync();
        var post = await Rooms.LookAsync(db => db.OutboundCallbacks.SingleAsync(c => c.MessageId == message.Id, Ct));
        Assert.Equal((OutboundState.Waiting, null), (post.State, post.HttpStatus));
        Assert.DoesNotContain(_odoo.Requests, request => request.Body.Contains(message.Id.ToString("D"), StringComparison.Ordinal));
    }

    private async Task<Message> SendAsync(bool allowsPrivate = true)
    {
        var outcome = await Rooms.Get<Submissions>().SubmitAsync(
            new NewMessage(PlanId, "+12015550190", null, "Hello", Lane.Normal, Origin.Api, Callback: CallbackTarget.ToGateway($"{_odoo.Root}/", allowsPrivate)), TestRooms.Anna, Ct);
        var id = Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId;
        return (await MessagesAsync()).Single(message => message.Id == id);
    }

    private Task<bool> MoveAsync(Message message, MessageState to, int? code) =>
        Rooms.Get<MessageMoves>().StatusAsync(message, to, null, new MessageEvent { At = Clock.GetUtcNow(), Kind = MessageEventKind.Status, DeliveryCode = code });
}
