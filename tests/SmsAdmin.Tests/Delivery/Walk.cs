using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>The rooms and the sandbox on one clock that tests turn, with real HTTP between them.</summary>
public sealed class Walk : IAsyncDisposable
{
    private Walk(FakeTimeProvider clock, FakeTimeProvider atSinch, SandboxHost sandbox, TestRooms rooms, Guid planId) =>
        (Clock, ClockAtSinch, Sandbox, Rooms, PlanId) = (clock, atSinch, sandbox, rooms, planId);

    public FakeTimeProvider Clock { get; }

    /// <summary>The same, unless the walk was started with clocks that differ.</summary>
    public FakeTimeProvider ClockAtSinch { get; }

    public SandboxHost Sandbox { get; }

    public TestRooms Rooms { get; }

    public Guid PlanId { get; }

    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>At a rate that asks for no pacing, so that the clock need not move while a few dozen go out.</summary>
    public static async Task<Walk> StartAsync(params string[] settings)
    {
        var clock = new FakeTimeProvider(Noon);
        return await StartAsync(clock, clock, settings);
    }

    /// <summary>With a clock of our own that is so far ahead of Sinch's.</summary>
    public static Task<Walk> StartAheadAsync(TimeSpan ahead) => StartAsync(new FakeTimeProvider(Noon), new FakeTimeProvider(Noon - ahead), []);

    private static async Task<Walk> StartAsync(FakeTimeProvider clock, FakeTimeProvider atSinch, string[] settings)
    {
        var sandbox = await SandboxHost.StartAsync(atSinch);
        var rooms = await TestRooms.StartAsync(clock, settings);
        return new Walk(clock, atSinch, sandbox, rooms, await rooms.AddPlanAsync(sandbox, draft => draft with { PerSecond = 1000 }));
    }

    /// <summary>Time passes here and at Sinch.</summary>
    public void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        if (ClockAtSinch != Clock) ClockAtSinch.Advance(time);
    }

    /// <summary>Queues a message and says its id.</summary>
    public async Task<Guid> SubmitAsync(string to, Lane lane = Lane.Test, string text = "Hello")
    {
        var outcome = await Rooms.Get<Submissions>().SubmitAsync(new NewMessage(PlanId, to, null, text, lane, Origin.Console), TestRooms.Anna, Ct);
        return Assert.IsType<SubmitOutcome.Queued>(outcome).MessageId;
    }

    /// <summary>A submission through the plan, to be shaped further.</summary>
    public NewSubmission New(string text, params IEnumerable<NewRecipient> to) => new(PlanId, [.. to], null, text, Lane.Normal, Origin.Api);

    public NewSubmission New(string text, string[] to) => New(text, to.Select(number => new NewRecipient(number)));

    public Task<SubmissionOutcome> SubmitAsync(NewSubmission request) => Rooms.Get<Submissions>().SubmitAsync(request, TestRooms.Anna, Ct);

    public Task DispatchAsync() => Rooms.Get<Dispatcher>().RunOnceAsync(Ct);

    /// <summary>Claims a message and does nothing with it, as a program that dies in the middle of a send.</summary>
    public async Task ClaimAsync()
    {
        var fence = await Rooms.Get<PlanLeases>().HoldAsync(PlanId, Ct);
        var now = Clock.GetUtcNow();
        Assert.Single(await Rooms.Get<Claims>().CommitAsync(new ClaimWish(PlanId, fence!.Value, 1, now, now + TimeSpan.FromSeconds(45), null)));
    }

    public Task CheckOutcomesAsync() => Rooms.Get<OutcomeChecks>().RunOnceAsync(Ct);

    public Task PollAsync() => Rooms.Get<ReceiptPolling>().RunOnceAsync(Ct);

    public async Task<MessageDetail> FindAsync(Guid id) => (await Rooms.Get<MessageLog>().FindAsync(id, Ct))!;

    /// <summary>How often Sinch accepted a message of ours.</summary>
    public int Accepted(Guid id) => Sandbox.World.Ledger.Entries.Count(e => e.ClientReference == id.ToString("D"));

    public Task<int> UsedTodayAsync() => Rooms.LookAsync(db => db.Usage.Where(u => EF.Functions.Like(u.Period, "d%")).SumAsync(u => u.Messages, Ct));

    public async ValueTask DisposeAsync()
    {
        await Rooms.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
