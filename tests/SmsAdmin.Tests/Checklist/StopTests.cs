using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Checklist;

/// <summary>A run that one program is at, and another on the same storage stops. Nobody tells the one: it comes to look.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ChecklistRuns Runs => _walk.Rooms.Get<ChecklistRuns>();

    private ChecklistBook Book => _walk.Rooms.Get<ChecklistBook>();

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task Another_program_stops_it_in_the_middle_of_an_item_and_it_can_be_run_again()
    {
        await using var other = await TestRooms.StartAsync(_walk.Clock, directory: _walk.Rooms.Directory);
        // Nobody works the queue off, so it waits for the end of its SMS.
        var begun = Assert.IsType<RunOutcome.Begun>(await Runs.StartAsync(new RunWish(_walk.PlanId, "+12015550100"), TestRooms.Anna, Ct));
        await Eventually.HoldsAsync(() => _walk.Rooms.LookAsync(db => db.Messages.AnyAsync(Ct)), () => Task.FromResult("It sends no SMS."));

        Assert.True(await other.Get<ChecklistRuns>().StopAsync(begun.RunId, Ct));
        Assert.False(other.Get<ChecklistRuns>().IsRunningHere(_walk.PlanId));
        await OverAsync();

        var stopped = (await Book.FindAsync(begun.RunId, Ct))!;
        Assert.Equal((true, false), (stopped.Run.IsStopped, stopped.IsRunning));
        var sms = stopped.Items.Single(item => item.Result.Item == ChecklistItem.TestSms).Result;
        var message = await _walk.Rooms.LookAsync(db => db.Messages.Select(m => m.Id).SingleAsync(Ct));
        Assert.Equal((CheckState.NotRun, "The run was stopped after its SMS had gone out, before its end was known."), (sms.State, sms.Says));
        Assert.Equal($"/messages/{message}", sms.Mend!.Href);
        Assert.Equal("The run was stopped before it was asked.", stopped.Items.Single(item => item.Result.Item == ChecklistItem.OneTimeCode).Result.Says);
        Assert.False(await other.Get<ChecklistRuns>().StopAsync(begun.RunId, Ct));
        var again = Assert.IsType<RunOutcome.Begun>(await other.Get<ChecklistRuns>().RunAsync(new RunWish(_walk.PlanId), TestRooms.Anna, Ct));
        Assert.False((await Book.FindAsync(again.RunId, Ct))!.Run.IsStopped);
    }

    [Fact]
    public async Task What_nobody_stops_goes_on_to_its_end()
    {
        Assert.False(await Runs.StopAsync(Guid.NewGuid(), Ct));
        var begun = Assert.IsType<RunOutcome.Begun>(await Runs.StartAsync(new RunWish(_walk.PlanId), TestRooms.Anna, Ct));
        await OverAsync();

        Assert.Equal((false, false), ((await Book.FindAsync(begun.RunId, Ct))!.Run.IsStopped, (await Book.FindAsync(begun.RunId, Ct))!.IsRunning));
    }

    private Task OverAsync() => Eventually.HoldsAsync(
        () =>
        {
            _walk.Clock.Advance(TimeSpan.FromMilliseconds(200));
            return !Runs.IsRunningHere(_walk.PlanId);
        },
        "It does not end.");
}
