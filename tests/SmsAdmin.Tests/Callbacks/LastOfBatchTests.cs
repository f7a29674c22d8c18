using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Callbacks;

/// <summary>The report of a whole batch goes out once, whoever ends its messages, however many at once, and whatever dies between.</summary>
public sealed class LastOfBatchTests : IAsyncLifetime
{
    private static readonly MessageState[] Ends = [MessageState.Delivered, MessageState.Failed, MessageState.Expired];

    private XmsBatch _batch = null!;
    private TestRooms _second = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _batch = await XmsBatch.StartAsync();
        _second = await TestRooms.StartAsync(_batch.Walk.Clock, directory: _batch.Walk.Rooms.Directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _second.StopAsync();
        await _batch.DisposeAsync();
    }

    [Fact]
    public async Task Of_messages_that_end_at_once_on_two_instances_one_is_the_last()
    {
        const int rounds = 60;
        var random = new Random(4711);
        for (var round = 0; round < rounds; round++)
        {
            // Two or three: then the last two nearly always meet.
            var numbers = Enumerable.Range(0, 2 + (round % 2)).Select(i => $"+1201555{1000 + (round * 5) + i}").ToArray();
            var messages = await _batch.SubmitAsync(round % 3 == 0 ? ReportKind.Full : ReportKind.Summary, numbers);
            var order = messages.OrderBy(_ => random.Next()).ToList();
            await Task.WhenAll(order.Select((message, i) => Task.Run(
                () => _batch.MoveAsync(message, Ends[i % Ends.Length], i, i % 2 == 0 ? _batch.Walk.Rooms : _second), Ct)));
        }

        await _batch.PostAsync();
        Assert.Equal(rounds, _batch.Heard.Select(report => report.GetProperty("batch_id").GetString()).Distinct().Count());
        Assert.Equal(rounds, _batch.Heard.Count);
        Assert.All(_batch.Heard, report => Assert.Equal(
            report.GetProperty("total_message_count").GetInt32(),
            report.GetProperty("statuses").EnumerateArray().Where(status => status.GetProperty("status").GetString() is "Delivered" or "Failed" or "Expired").Sum(status => status.GetProperty("count").GetInt32())));
    }

    [Fact]
    public async Task A_batch_of_a_thousand_whose_receipts_come_in_any_order_is_reported_once()
    {
        var numbers = Enumerable.Range(0, 1000).Select(i => $"+1201556{i:0000}").ToArray();
        var messages = await _batch.SubmitAsync(ReportKind.Full, numbers);
        var random = new Random(1174);
        await Task.WhenAll(messages.OrderBy(_ => random.Next()).Select((message, i) => Task.Run(
            () => _batch.MoveAsync(message, i % 10 == 0 ? MessageState.Failed : MessageState.Delivered, i % 10 == 0 ? 150 : 0, i % 2 == 0 ? _batch.Walk.Rooms : _second), Ct)));
        await _batch.PostAsync();

        var report = Assert.Single(_batch.Heard);
        var statuses = report.GetProperty("statuses").EnumerateArray().ToDictionary(status => status.GetProperty("code").GetInt32(), status => status);
        Assert.Equal((1000, 900, 100), (report.GetProperty("total_message_count").GetInt32(), statuses[0].GetProperty("count").GetInt32(), statuses[150].GetProperty("count").GetInt32()));
        Assert.Equal(1000, statuses.Values.SelectMany(status => status.GetProperty("recipients").EnumerateArray().Select(number => number.GetString())).Distinct().Count());
    }

    [Fact]
    public async Task Where_the_report_cannot_be_written_the_status_is_not_either_and_both_come_with_the_next_try()
    {
        var messages = await _batch.SubmitAsync(ReportKind.Summary, ["+12015550100", "+12015550101"]);
        await _batch.MoveAsync(messages[0], MessageState.Delivered, 0);
        await DoAsync("ALTER TABLE \"OutboundCallbacks\" RENAME TO \"Away\"");
        await Assert.ThrowsAnyAsync<DbException>(() => _batch.MoveAsync(messages[1], MessageState.Delivered, 0));
        await DoAsync("ALTER TABLE \"Away\" RENAME TO \"OutboundCallbacks\"");
        Assert.Equal(MessageState.Queued, await _batch.Walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == messages[1].Id).Select(m => m.State).SingleAsync(Ct)));

        Assert.True(await _batch.MoveAsync(messages[1], MessageState.Delivered, 0));
        Assert.False(await _batch.MoveAsync(messages[1], MessageState.Delivered, 0, instance: _second));
        await _batch.PostAsync();

        Assert.Single(_batch.Heard);
    }

    [Fact]
    public async Task What_an_instance_left_behind_another_one_posts_and_what_died_while_posting_comes_again_under_its_id()
    {
        await _batch.MoveAsync((await _batch.SubmitAsync(ReportKind.Full, ["+12015550100"]))[0], MessageState.Delivered, 0);
        // Claimed and never settled, as by one that died in the middle of it.
        var died = _batch.Walk.Clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await _batch.Walk.Rooms.LookAsync(db => db.OutboundCallbacks.ExecuteUpdateAsync(set => set.SetProperty(c => c.DueAt, died).SetProperty(c => c.Attempts, 1), Ct));
        await _second.Get<CallbackPoster>().RunOnceAsync(Ct);
        Assert.Empty(_batch.Heard);

        _batch.Walk.Clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(_second.Get<CallbackPoster>().RunOnceAsync(Ct), _batch.PostAsync());

        Assert.Single(_batch.Heard);
    }

    private Task<int> DoAsync(string sql) => _batch.Walk.Rooms.LookAsync(db => db.Database.ExecuteSqlRawAsync(sql, Ct));
}
