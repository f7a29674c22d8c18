using System.Globalization;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Thirty a second as Sinch sees them arrive: on the real clock, with the sandbox's own limit lifted.</summary>
public sealed class RateTrials
{
    private const int PerSecond = 30;

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
    public async Task Of_three_instances_one_stops_and_neither_ceiling_nor_queue_suffers()
    {
        await using var sandbox = await StartAsync();
        await using var first = await TestRooms.StartAsync(engine: Engine.Postgres);
        await QueueAsync(first, await first.AddPlanAsync(sandbox));
        var others = new List<TestRooms>();
        for (var i = 0; i < 2; i++) others.Add(await TestRooms.StartAsync(directory: first.Directory, engine: Engine.Postgres));

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        var stopped = WorkAsync(first, stop.Token);
        await Eventually.HoldsAsync(() => sandbox.World.Sends.Any(), "Nothing is sent.");
        var working = others.ConvertAll(rooms => WorkAsync(rooms, end.Token));
        await Eventually.HoldsAsync(() => sandbox.World.Sends.Count() >= TrialOptions.RateMessages / 4, "It does not go on.");

        // It just stops: its lease is not let go of, and ends by itself.
        await stop.CancelAsync();
        await stopped;
        await Eventually.HoldsAsync(() => sandbox.World.Sends.Count() >= TrialOptions.RateMessages, "The others do not go on.");
        await end.CancelAsync();
        await Task.WhenAll(working);
        // The six seconds of its lease, and a little.
        Prove(sandbox, longest: Seconds(36) + TimeSpan.FromSeconds(9));
        foreach (var rooms in others) await rooms.StopAsync();
    }

    private static async Task<SandboxHost> StartAsync()
    {
        var sandbox = await SandboxHost.StartAsync();
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0, receipts = false });
        return sandbox;
    }

    // As its loop does.
    private static async Task WorkAsync(TestRooms rooms, CancellationToken ct)
    {
        using var rounds = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            do await rooms.Get<Dispatcher>().RunOnceAsync(ct);
            while (await rounds.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The trial is over.
        }
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
