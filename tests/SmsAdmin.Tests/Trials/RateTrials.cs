using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Thirty a second as Sinch sees them arrive: on the real clock, with the sandbox's own limit lifted.</summary>
public sealed class RateTrials
{
    private const int PerSecond = 30;

    // What the killed one was sending is in doubt, and has to be asked for before it is sent again.
    private static readonly Dictionary<string, string> DoubtsEndSoon = new()
    {
        ["Sinch:Timeout"] = "00:00:02",
        ["Delivery:ClaimSlack"] = "00:00:01",
        ["Delivery:Settle"] = "00:00:03",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_window_of_one_second_sees_more_than_the_rate_and_the_rate_is_used()
    {
        await using var sandbox = await StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        await QueueAsync(rooms, await rooms.AddPlanAsync(sandbox));

        await rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        // A thousand in 36 s is what the rate takes and 8 % more.
        Prove(sandbox, longest: Seconds(36));
    }

    [Fact]
    [NamesItsEngine]
    public async Task Of_three_instances_one_is_killed_and_neither_ceiling_nor_queue_suffers()
    {
        await using var sandbox = await StartAsync();
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);
        var plan = await rooms.AddPlanAsync(sandbox);
        var instances = Enumerable.Range(0, 3).Select(_ => new Instance(rooms, DoubtsEndSoon)).ToList();
        try
        {
            // The first holds the plan before there is another.
            await instances[0].StartAsync();
            await Eventually.HoldsAsync(() => rooms.LookAsync(db => db.PlanLeases.AnyAsync(lease => lease.PlanId == plan, Ct)), () => Task.FromResult("Nobody holds the plan."));
            await Task.WhenAll(instances.Skip(1).Select(other => other.StartAsync()));
            await QueueAsync(rooms, plan);
            await Eventually.HoldsAsync(() => sandbox.World.Sends.Count() >= TrialOptions.RateMessages / 4, "It does not go on.");
            await instances[0].KillAsync();
            await Eventually.HoldsAsync(() => sandbox.World.Sends.Count() >= TrialOptions.RateMessages, "The others do not go on.");
        }
        finally
        {
            foreach (var instance in instances) await instance.DisposeAsync();
        }

        // The six seconds of its lease, and a little.
        Prove(sandbox, longest: Seconds(36) + TimeSpan.FromSeconds(9));
    }

    private static async Task<SandboxHost> StartAsync()
    {
        var sandbox = await SandboxHost.StartAsync();
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0, receipts = false });
        return sandbox;
    }

    private static async Task QueueAsync(TestRooms rooms, Guid plan) => await Task.WhenAll(Enumerable.Range(0, TrialOptions.RateMessages).Select(i => Task.Run(
        () => rooms.Get<Submissions>().SubmitAsync(
            new NewMessage(plan, string.Create(CultureInfo.InvariantCulture, $"+1202555{i:D4}"), null, "Hello", Lane.Bulk, Origin.Api), TestRooms.Anna, Ct), Ct)));

    private static void Prove(SandboxHost sandbox, TimeSpan longest)
    {
        var sends = sandbox.World.Sends.ToList();
        Assert.Equal(TrialOptions.RateMessages, sends.DistinctBy(send => send.ClientReference).Count());
        Assert.Equal(TrialOptions.RateMessages, sends.Count);
        var arrivals = sends.Select(send => send.ArrivedAt).Order().ToList();
        var closest = Enumerable.Range(PerSecond, arrivals.Count - PerSecond).Min(i => arrivals[i] - arrivals[i - PerSecond]);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{arrivals.Count} in {(arrivals[^1] - arrivals[0]).TotalSeconds:N2} s, {PerSecond + 1} within {closest.TotalMilliseconds:N2} ms at the closest");
        Assert.True(closest >= TimeSpan.FromSeconds(1), $"{PerSecond + 1} arrived within {closest.TotalMilliseconds} ms.");
        Assert.True(arrivals[^1] - arrivals[0] <= longest, $"They took {(arrivals[^1] - arrivals[0]).TotalSeconds} s.");
    }

    // What a thousand may take, for as many as there are.
    private static TimeSpan Seconds(double thousand) => TimeSpan.FromSeconds(thousand * TrialOptions.RateMessages / 1000);
}
