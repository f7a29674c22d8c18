using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

public sealed class ReceiptPollingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_a_look_up_found_long_after_its_report_was_finished_still_ends()
    {
        await using var walk = await Walk.StartAsync();
        var lost = await walk.SubmitAsync("+12065555500");
        await walk.DispatchAsync();
        Assert.True((await walk.FindAsync(lost)).OutcomeUnknown);

        // Sinch is done with it; meanwhile others are asked for, hour after hour.
        for (var hour = 0; hour < 3; hour++)
        {
            walk.Clock.Advance(TimeSpan.FromHours(1));
            var other = await walk.SubmitAsync("+12015550100");
            await walk.DispatchAsync();
            walk.Clock.Advance(TimeSpan.FromSeconds(5));
            await walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == lost).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MessageState.Sending), Ct));
            await walk.PollAsync();
            Assert.Equal(MessageState.Delivered, (await walk.FindAsync(other)).State);
            await ForgetAsync(walk, lost);
        }

        await walk.CheckOutcomesAsync();
        Assert.Equal(MessageState.Accepted, (await walk.FindAsync(lost)).State);
        await walk.PollAsync();
        Assert.Equal(MessageState.Delivered, (await walk.FindAsync(lost)).State);
        Assert.Equal(1, walk.Accepted(lost));
    }

    [Fact]
    public async Task A_message_that_never_gets_a_report_does_not_make_every_poll_read_everything_since()
    {
        await using var walk = await Walk.StartAsync();
        await walk.SubmitAsync("+12015550190");
        for (var i = 0; i < 250; i++) await walk.SubmitAsync("+12015550100");
        await walk.Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerSecond, 1000), Ct));
        walk.Clock.Advance(TimeSpan.FromSeconds(3));
        await walk.DispatchAsync();
        walk.Clock.Advance(TimeSpan.FromMinutes(1));

        await walk.PollAsync();
        Assert.Equal(3, Asked(walk));
        Assert.Equal(250, await walk.Rooms.LookAsync(db => db.Messages.CountAsync(m => m.State == MessageState.Delivered, Ct)));

        // The open one moved within the overlap, so once more; from then on a poll is one call.
        walk.Clock.Advance(TimeSpan.FromMinutes(10));
        await walk.PollAsync();
        walk.Clock.Advance(TimeSpan.FromMinutes(10));
        var before = Asked(walk);
        await walk.PollAsync();
        await walk.PollAsync();
        Assert.Equal(before + 2, Asked(walk));
    }

    [Fact]
    public async Task A_callback_that_storage_cannot_hold_the_words_of_does_not_stop_those_behind_it()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550190");
        await walk.DispatchAsync();
        var secret = walk.Rooms.Get<WebhookSecrets>().For(walk.PlanId)!;
        string[] bodies =
        [
            $$"""{"type":"recipient_delivery_report_sms","batch_id":"\u0000","recipient":"\u0000","code":0,"status":"Failed","at":"2026-11-23T12:00:01Z"}""",
            $$"""{"type":"recipient_delivery_report_sms","batch_id":"01A","recipient":"{{new string('9', 5000)}}","code":-2147483648,"status":"","at":"0001-01-01T00:00:00Z"}""",
            $$"""{"type":"delivery_report_sms","batch_id":"01A","statuses":[{"code":0,"status":"Failed","count":1,"recipients":[null]}],"total_message_count":1}""",
            $$"""{"type":"delivery_report_sms","batch_id":"01A","statuses":[null],"total_message_count":1}""",
            $$"""{"type":"recipient_delivery_report_sms","batch_id":"01B","recipient":"12015550190","code":0,"status":"Delivered","client_reference":"{{id}}","at":"2026-11-23T12:00:01Z"}""",
        ];
        foreach (var body in bodies) Assert.IsType<IntakeOutcome.Stored>(await walk.Rooms.Get<ReceiptIntake>().StoreAsync(secret, Encoding.UTF8.GetBytes(body), Ct));

        await walk.Rooms.Get<Receipts>().RunOnceAsync(Ct);

        Assert.Equal(MessageState.Delivered, (await walk.FindAsync(id)).State);
        Assert.Equal(bodies.Length, await walk.Rooms.LookAsync(db => db.Callbacks.CountAsync(c => c.State != CallbackState.Waiting, Ct)));
    }

    // As if the poll that just read its report had come before Sinch knew the reference.
    private static Task<int> ForgetAsync(Walk walk, Guid id) => walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).ExecuteUpdateAsync(set => set
        .SetProperty(m => m.State, MessageState.Sending).SetProperty(m => m.OutcomeUnknown, true).SetProperty(m => m.BatchId, (string?)null)
        .SetProperty(m => m.FinalAt, (DateTimeOffset?)null), Ct));

    private static long Asked(Walk walk) => walk.Sandbox.World.Requests.Where(r => r.Path == "/delivery_reports").Sum(r => r.Count);
}
