using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Checklist;

public sealed class TokenWatchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_is_due_is_told_two_weeks_before_and_until_another_is_set()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var sandbox = await SandboxHost.StartAsync(clock);
        await using var rooms = await TestRooms.StartAsync(clock, ["Checklist:TokenDays=90"]);
        var plan = await rooms.AddPlanAsync(sandbox);

        clock.Advance(TimeSpan.FromDays(75));
        Assert.Empty(await LookAsync());
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("The token of Acme US is due for rotation by 21 Feb 2027", Assert.Single(await LookAsync()).Title);
        Assert.Single(await LookAsync());
        clock.Advance(TimeSpan.FromDays(15));
        var alert = Assert.Single(await LookAsync());
        Assert.Equal((AlertKind.TokenOld, false, $"/credentials/{plan}/token"), (alert.Kind, alert.IsUrgent, alert.Link));

        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-new" });
        await rooms.Get<TokenReplacement>().ReplaceAsync(plan, "token-new", TestRooms.Anna, Ct);
        Assert.Empty(await LookAsync());

        Task<IReadOnlyList<AlertView>> LookAsync() => WatchAsync(rooms);
    }

    [Fact]
    public async Task A_plan_that_is_removed_leaves_no_alert_of_its_token_or_its_checklist_behind()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var sandbox = await SandboxHost.StartAsync(clock);
        await using var rooms = await TestRooms.StartAsync(clock, ["Checklist:TokenDays=90"]);
        var plan = await rooms.AddPlanAsync(sandbox);
        clock.Advance(TimeSpan.FromDays(80));
        await rooms.Get<AlertBook>().RaiseAsync(new AlertCase(AlertKind.ChecklistRed, plan, $"{ChecklistItem.Clock}", "Acme US: Clock is proven no more", "", "/checklist"), Ct);
        Assert.Equal([AlertKind.ChecklistRed, AlertKind.TokenOld], (await WatchAsync(rooms)).Select(alert => alert.Kind).Order());

        Assert.IsType<PlanOutcome.Saved>(await rooms.Get<PlanEditing>().DeleteAsync(plan, TestRooms.Anna, Ct));

        Assert.Empty(await WatchAsync(rooms));
    }

    private static async Task<IReadOnlyList<AlertView>> WatchAsync(TestRooms rooms)
    {
        await rooms.Get<TokenWatch>().RunOnceAsync(Ct);
        return await rooms.Get<AlertBook>().OpenAsync(Ct);
    }
}
