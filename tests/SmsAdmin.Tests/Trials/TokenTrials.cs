using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>A token is revoked in the middle of a thousand sends.</summary>
public sealed class TokenTrials
{
    private const int Messages = 1000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_revoked_token_pauses_the_plan_once_fails_nothing_and_the_right_one_lets_all_go_once(bool sameTokenReturns)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0 });
        await using var rooms = await TestRooms.StartAsync(settings: ["Delivery:ProbeEvery=00:00:01"]);
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerSecond = Messages });
        var ids = await Task.WhenAll(Enumerable.Range(0, Messages).Select(i => Task.Run(() => SubmitAsync(rooms, plan, i), Ct)));

        var dispatch = rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        await Eventually.HoldsAsync(() => sandbox.World.Sends.Count() >= Messages / 4, "Nothing is sent.");
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = (string?)null });
        await dispatch;

        // Nobody failed: what Sinch has is accepted, the rest waits, and none is in doubt.
        var states = await StatesAsync(rooms);
        Assert.InRange(states.GetValueOrDefault(MessageState.Queued), 1, Messages - (Messages / 4));
        Assert.Equal(Messages, states.GetValueOrDefault(MessageState.Queued) + states.GetValueOrDefault(MessageState.Accepted));
        Assert.Equal(states.GetValueOrDefault(MessageState.Accepted), sandbox.World.Sends.Count());
        var paused = (await rooms.Get<Plans>().FindAsync(plan, Ct))!;
        Assert.Equal(PlanReadiness.Paused, paused.Readiness);
        Assert.Contains("token", paused.PausedWhy, StringComparison.Ordinal);
        Assert.Equal(Messages, await UsedAsync(rooms));

        // It stays so for as many rounds as there are, since the same moment.
        for (var round = 0; round < 3; round++)
        {
            await rooms.Get<Dispatcher>().RunOnceAsync(Ct);
            await rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        }

        Assert.Equal([AlertKind.PlanPaused], (await rooms.Get<AlertBook>().OpenAsync(Ct)).Select(alert => alert.Kind));
        var still = (await rooms.Get<Plans>().FindAsync(plan, Ct))!;
        Assert.Equal((PlanReadiness.Paused, paused.PausedAt), (still.Readiness, still.PausedAt));

        if (sameTokenReturns)
        {
            await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-us" });
        }
        else
        {
            await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", token = "token-two" });
            Assert.IsType<TokenOutcome.Stored>(await rooms.Get<TokenReplacement>().ReplaceAsync(plan, "token-two", TestRooms.Anna, Ct));
        }

        await Eventually.HoldsAsync(
            async () =>
            {
                await rooms.Get<Dispatcher>().RunOnceAsync(Ct);
                return (await StatesAsync(rooms)).GetValueOrDefault(MessageState.Accepted) == Messages;
            },
            async () => string.Join(", ", await StatesAsync(rooms)));
        Assert.Equal(ids.Order(), sandbox.World.Sends.Select(send => Guid.Parse(send.ClientReference!)).Order());
        Assert.Equal(PlanReadiness.Ready, (await rooms.Get<Plans>().FindAsync(plan, Ct))!.Readiness);
        Assert.Equal(Messages, await UsedAsync(rooms));
        // One alert in all, and it has ended.
        await rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        Assert.Empty(await rooms.Get<AlertBook>().OpenAsync(Ct));
        Assert.Equal(1, await rooms.LookAsync(db => db.Alerts.CountAsync(Ct)));
    }

    private static async Task<Guid> SubmitAsync(TestRooms rooms, Guid plan, int i) => Assert.IsType<SubmitOutcome.Queued>(await rooms.Get<Submissions>().SubmitAsync(
        new NewMessage(plan, $"+1201555{1000 + i}", null, "Hello", Lane.Normal, Origin.Api), TestRooms.Anna, Ct)).MessageId;

    private static Task<Dictionary<MessageState, int>> StatesAsync(TestRooms rooms) =>
        rooms.LookAsync(db => db.Messages.GroupBy(m => m.State).ToDictionaryAsync(g => g.Key, g => g.Count(), Ct));

    private static Task<int> UsedAsync(TestRooms rooms) => rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct));
}
