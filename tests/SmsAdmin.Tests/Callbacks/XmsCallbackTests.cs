using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Callbacks;

/// <summary>What a Sinch client hears at its callback_url, in which shape, and when.</summary>
public sealed class XmsCallbackTests : IAsyncLifetime
{
    private const string Ann = "+12015550100", Bob = "+12015550101", Eve = "+12015550102";

    private XmsBatch _batch = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _batch = await XmsBatch.StartAsync();

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    [Theory]
    [InlineData(ReportKind.None, "")]
    [InlineData(ReportKind.PerRecipient, "Dispatched 401, Delivered 0")]
    [InlineData(ReportKind.PerRecipientFinal, "Delivered 0")]
    public async Task Each_recipient_s_reports_come_as_the_client_asked(ReportKind reports, string heard)
    {
        var message = (await _batch.SubmitAsync(reports, [Ann]))[0];
        await _batch.Walk.Rooms.Get<MessageMoves>().AcceptedAsync(message, "01SINCHSOWN", _batch.Step());
        await _batch.MoveAsync(message, MessageState.Dispatched, 401);
        await _batch.PostAsync();
        await _batch.MoveAsync(message, MessageState.Delivered, 0);
        await _batch.MoveAsync(message, MessageState.Delivered, 0);
        await _batch.PostAsync();

        Assert.Equal(heard, string.Join(", ", _batch.Heard.Select(one => $"{one.GetProperty("status").GetString()} {one.GetProperty("code").GetInt32()}")));
    }

    [Fact]
    public async Task A_recipient_s_report_has_Sinchs_shape_and_names_our_batch_and_the_client_s_reference()
    {
        var message = (await _batch.SubmitAsync(ReportKind.PerRecipientFinal, [Ann]))[0];
        await _batch.MoveAsync(message, MessageState.Delivered, 0);
        await _batch.PostAsync();

        Assert.Equal(
            $$"""{"type":"recipient_delivery_report_sms","batch_id":"{{message.SubmissionId}}","recipient":"12015550100","code":0,"status":"Delivered","at":"2026-11-23T12:00:00.000Z","client_reference":"order 4711"}""",
            Assert.Single(_batch.Heard).GetRawText());
        var post = _batch.Receiver.All.Single();
        Assert.Equal("application/json; charset=utf-8", post.Headers["Content-Type"]);
        Assert.Equal((await RowsAsync()).Single().Id.ToString("D"), post.Headers[CallbackPoster.IdHeader]);
    }

    [Theory]
    [InlineData(ReportKind.Summary)]
    [InlineData(ReportKind.Full)]
    public async Task One_report_of_the_whole_batch_comes_when_its_last_message_has_ended(ReportKind reports)
    {
        var messages = await _batch.SubmitAsync(reports, [Ann, Bob, Eve]);
        await _batch.MoveAsync(messages[1], MessageState.Failed, 150);
        await _batch.MoveAsync(messages[0], MessageState.Dispatched, 401);
        await _batch.MoveAsync(messages[2], MessageState.Delivered, 0);
        await _batch.PostAsync();
        Assert.Empty(_batch.Heard);
        await _batch.MoveAsync(messages[0], MessageState.Delivered, 0);
        await _batch.PostAsync();
        await _batch.PostAsync();

        var recipients = reports == ReportKind.Full;
        var (delivered, failed) = (recipients ? ""","recipients":["12015550100","12015550102"]""" : "", recipients ? ""","recipients":["12015550101"]""" : "");
        var report = Assert.Single(_batch.Heard);
        Assert.Equal(("delivery_report_sms", $"{messages[0].SubmissionId}", XmsBatch.Reference, 3), (
            report.GetProperty("type").GetString(), report.GetProperty("batch_id").GetString(), report.GetProperty("client_reference").GetString(), report.GetProperty("total_message_count").GetInt32()));
        Assert.Equal(
            [$$"""{"status":"Delivered","count":2,"code":0{{delivered}}}""", $$"""{"status":"Failed","count":1,"code":150{{failed}}}"""],
            report.GetProperty("statuses").EnumerateArray().Select(status => status.GetRawText()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_our_own_queue_ends_is_told_in_Sinchs_words()
    {
        var messages = await _batch.SubmitAsync(ReportKind.PerRecipient, [Ann, Bob, Eve]);
        var (moves, plan) = (_batch.Walk.Rooms.Get<MessageMoves>(), (await _batch.Walk.Rooms.Get<Plans>().FindAsync(_batch.Walk.PlanId, Ct))!.Limits());
        await moves.EndedAsync(messages[0], MessageState.Expired, plan, _batch.Step());
        await moves.EndedAsync(messages[1], MessageState.Rejected, plan, _batch.Step());
        await moves.CancelledAsync(messages[2], plan, _batch.Step());
        await _batch.PostAsync();

        Assert.Equal(
            ["12015550100 Aborted 406", "12015550101 Aborted 408", "12015550102 Cancelled 407"],
            _batch.Heard.Select(one => $"{one.GetProperty("recipient").GetString()} {one.GetProperty("status").GetString()} {one.GetProperty("code").GetInt32()}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ReportKind.PerRecipient, 0)]
    [InlineData(ReportKind.Full, 1)]
    public async Task A_scheduled_batch_that_is_cancelled_before_it_is_due_never_had_messages(ReportKind reports, int posts)
    {
        var due = _batch.Walk.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        var messages = await _batch.SubmitAsync(reports, [Ann, Bob], request => request with { SendAt = due });
        var (moves, plan) = (_batch.Walk.Rooms.Get<MessageMoves>(), (await _batch.Walk.Rooms.Get<Plans>().FindAsync(_batch.Walk.PlanId, Ct))!.Limits());
        foreach (var message in messages) await moves.CancelledAsync(message, plan, _batch.Step());
        await _batch.PostAsync();

        Assert.Equal(posts, _batch.Heard.Count);
        Assert.All(_batch.Heard, report => Assert.Equal((0, 0), (report.GetProperty("total_message_count").GetInt32(), report.GetProperty("statuses").GetArrayLength())));
    }

    [Fact]
    public async Task Whom_the_client_took_out_of_the_batch_is_told_of_no_more()
    {
        var messages = await _batch.SubmitAsync(ReportKind.Full, [Ann, Bob]);
        await _batch.Walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == messages[1].Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.IsWithdrawn, true), Ct));
        await _batch.MoveAsync(messages[1], MessageState.Cancelled);
        await _batch.MoveAsync(messages[0], MessageState.Delivered, 0);
        await _batch.PostAsync();

        var report = Assert.Single(_batch.Heard);
        Assert.Equal((1, "12015550100"), (report.GetProperty("total_message_count").GetInt32(), report.GetProperty("statuses")[0].GetProperty("recipients")[0].GetString()));
    }

    [Fact]
    public async Task A_later_step_waits_for_an_earlier_one_and_a_4xx_drops_it_for_good()
    {
        var message = (await _batch.SubmitAsync(ReportKind.PerRecipient, [Ann]))[0];
        await _batch.MoveAsync(message, MessageState.Dispatched, 401);
        _batch.Receiver.AnswerNext(500, 410);
        await _batch.PostAsync();
        await _batch.MoveAsync(message, MessageState.Delivered, 0);
        await _batch.PostAsync();
        Assert.Single(_batch.Heard);
        _batch.Walk.Clock.Advance(TimeSpan.FromSeconds(5));
        await _batch.PostAsync();

        Assert.Equal([401, 401, 0], _batch.Heard.Select(one => one.GetProperty("code").GetInt32()));
        Assert.Equal([OutboundState.GivenUp, OutboundState.Done], (await RowsAsync()).OrderBy(row => row.Rank).Select(row => row.State));
    }

    [Fact]
    public async Task A_callback_url_that_leads_into_our_own_network_is_not_called_unless_the_plan_allows_it()
    {
        var message = (await _batch.SubmitAsync(ReportKind.PerRecipient, [Ann], allowsPrivate: false))[0];
        await _batch.MoveAsync(message, MessageState.Delivered, 0);
        await _batch.PostAsync();

        Assert.Empty(_batch.Heard);
        Assert.Contains("no address that may be called", (await RowsAsync()).Single().Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_in_a_report_that_waits_are_ciphertext()
    {
        await _batch.MoveAsync((await _batch.SubmitAsync(ReportKind.Full, [Ann]))[0], MessageState.Delivered, 0);

        Assert.DoesNotContain("2015550100", System.Text.Encoding.UTF8.GetString((await RowsAsync()).Single().BodyCipher!), StringComparison.Ordinal);
    }

    private Task<List<OutboundCallback>> RowsAsync() => _batch.Walk.Rooms.LookAsync(db => db.OutboundCallbacks.AsNoTracking().ToListAsync(Ct));
}
