using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;

namespace SmsAdmin.Tests.Messaging;

public sealed class QueueViewTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_is_told_lane_by_lane_with_what_came_what_went_and_who_works_it_off()
    {
        await using var walk = await Walk.StartAsync();
        for (var i = 0; i < 3; i++) await walk.SubmitAsync("+12015550100", Lane.Normal);
        await walk.DispatchAsync();
        walk.Clock.Advance(TimeSpan.FromSeconds(10));
        var oldest = walk.Clock.GetUtcNow();
        await walk.SubmitAsync("+12015550100", Lane.Bulk);
        walk.Clock.Advance(TimeSpan.FromSeconds(5));
        await walk.SubmitAsync("+12015550100", Lane.Bulk);

        var queue = Assert.Single(await walk.Rooms.Get<QueueView>().ReadAsync([walk.PlanId], Ct));
        Assert.Equal([Lane.Otp, Lane.Test, Lane.Normal, Lane.Bulk], queue.Lanes.Select(lane => lane.Lane));
        Assert.Equal(new QueueLane(Lane.Normal, 0, null, 3, 3), queue.Lanes[2]);
        Assert.Equal(new QueueLane(Lane.Bulk, 2, oldest, 2, 0), queue.Lanes[3]);
        Assert.Contains("process", queue.Worker!.Name, StringComparison.Ordinal);

        // What is a minute ago is no rate any more.
        walk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (Assert.Single(await walk.Rooms.Get<QueueView>().ReadAsync([walk.PlanId], Ct)).Out, (await walk.Rooms.Get<QueueView>().SecondAsync(await PlanAsync(walk), Ct)).Peak));
    }

    [Fact]
    public async Task The_second_is_told_as_sinch_accepted_it_with_the_fullest_of_the_minute()
    {
        await using var walk = await Walk.StartAsync();
        for (var i = 0; i < 3; i++) await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();
        walk.Clock.Advance(TimeSpan.FromSeconds(20));
        await walk.SubmitAsync("+12015550100");
        await walk.DispatchAsync();

        Assert.Equal(new SecondUse(1, 3), await walk.Rooms.Get<QueueView>().SecondAsync(await PlanAsync(walk), Ct));
    }

    [Fact]
    public async Task Where_the_rate_counts_parts_so_does_the_second_and_test_messages_are_none_of_it()
    {
        await using var walk = await Walk.StartAsync();
        await walk.SubmitAsync("+12015550100", text: new string('a', 400));
        await walk.SubmitAsync(walk.New("Hello", ["+12015550100"]) with { IsTest = true });
        await walk.DispatchAsync();

        var plan = await PlanAsync(walk);
        Assert.Equal((1, 3), ((await walk.Rooms.Get<QueueView>().SecondAsync(plan, Ct)).Peak, (await walk.Rooms.Get<QueueView>().SecondAsync(plan with { CountsParts = true }, Ct)).Peak));
    }

    [Fact]
    public async Task A_send_whose_outcome_is_unknown_stands_apart()
    {
        await using var walk = await Walk.StartAsync();
        var id = await walk.SubmitAsync("+12015550100");
        await walk.ClaimAsync();
        await walk.Rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.OutcomeUnknown, true), Ct));

        var view = walk.Rooms.Get<QueueView>();
        var queue = Assert.Single(await view.ReadAsync([walk.PlanId], Ct));
        Assert.Equal((1, 1, 0), (queue.Sending, queue.OutcomeUnknown, queue.Waiting));
        Assert.Equal(id, Assert.Single(await view.OpenOutcomesAsync([walk.PlanId], Ct)).Id);
    }

    [Fact]
    public async Task A_choice_is_narrowed_by_lane_and_by_when_it_was_asked_for()
    {
        await using var walk = await Walk.StartAsync();
        await walk.SubmitAsync("+12015550100", Lane.Bulk);
        walk.Clock.Advance(TimeSpan.FromHours(2));
        await walk.SubmitAsync("+12015550100", Lane.Bulk, new string('a', 200));
        await walk.SubmitAsync("+12015550100", Lane.Normal);

        var hourAgo = walk.Clock.GetUtcNow().AddHours(-1);
        var all = new QueueChoice(walk.PlanId, MessageState.Queued);
        Assert.Equal((3, 4), await CostAsync(all));
        Assert.Equal((2, 3), await CostAsync(all with { Lane = Lane.Bulk }));
        Assert.Equal((1, 1), await CostAsync(all with { Until = hourAgo }));
        Assert.Equal((1, 2), await CostAsync(all with { From = hourAgo, Lane = Lane.Bulk }));
        Assert.Equal((0, 0), await CostAsync(all with { State = MessageState.Failed }));

        async Task<(int, int)> CostAsync(QueueChoice choice)
        {
            var cost = await walk.Rooms.Get<QueueView>().CostAsync(choice, Ct);
            return (cost.Messages, cost.Parts);
        }
    }

    private static async Task<PlanView> PlanAsync(Walk walk) => (await walk.Rooms.Get<Plans>().FindAsync(walk.PlanId, Ct))!;
}
