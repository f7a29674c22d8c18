using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>Five hundred callers at once and a quota of a hundred a day, in a zone where the clocks change.</summary>
public sealed class QuotaTrials : IAsyncLifetime
{
    private const int PerDay = 100;
    private const int Callers = 500;

    private readonly FakeTimeProvider _clock = new();
    private SandboxHost _sandbox = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _sandbox = await SandboxHost.StartAsync(_clock);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    // The day on which the clocks go back has 25 hours in Stockholm, the one on which they go forward 23.
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z")]
    public async Task Exactly_the_quota_is_accepted_each_day_and_each_refusal_says_why_and_until_when(string dayStarts, string dayEnds, string nextDay)
    {
        _clock.SetUtcNow(DateTimeOffset.Parse(dayStarts, null));
        var rooms = await TestRooms.StartAsync(_clock);
        var plan = await rooms.AddPlanAsync(_sandbox, draft => draft with { PerDay = PerDay });
        var reset = DateTimeOffset.Parse(nextDay, null);
        await ProveAsync(await CallAsync(rooms, plan), PerDay, reset);

        // The program starts anew: what was used is still used.
        await using var again = await TestRooms.StartAsync(_clock, directory: await rooms.StopAsync());
        await ProveAsync(await CallAsync(again, plan), 0, reset);
        _clock.SetUtcNow(DateTimeOffset.Parse(dayEnds, null));
        await ProveAsync(await CallAsync(again, plan), 0, reset);

        _clock.SetUtcNow(reset);
        await ProveAsync(await CallAsync(again, plan), PerDay, reset.AddDays(1));
        await RecountedAsync(again, 2 * PerDay);
    }

    [Fact]
    public async Task While_midnight_passes_among_the_callers_each_day_gets_its_own_and_no_more()
    {
        var midnight = DateTimeOffset.Parse("2026-10-25T23:00:00Z", null);
        _clock.SetUtcNow(midnight.AddSeconds(-1));
        await using var rooms = await TestRooms.StartAsync(_clock);
        var plan = await rooms.AddPlanAsync(_sandbox, draft => draft with { PerDay = PerDay });

        // Some of the first half are still on their way when the day ends.
        var before = Call(rooms, plan, Callers / 2);
        _clock.SetUtcNow(midnight);
        var after = Call(rooms, plan, Callers / 2);
        var outcomes = await Task.WhenAll([.. before, .. after]);

        var accepted = outcomes.OfType<SubmitOutcome.Queued>().ToList();
        Assert.True(accepted.Count(a => a.CreatedAt < midnight) <= PerDay);
        Assert.Equal(PerDay, accepted.Count(a => a.CreatedAt >= midnight));
        await RecountedAsync(rooms, accepted.Count);
    }

    [Fact]
    public async Task What_is_deferred_waits_for_the_reset_goes_in_lane_order_and_expires_at_its_deadline()
    {
        _clock.SetUtcNow(DateTimeOffset.Parse("2026-10-24T22:00:00Z", null));
        await using var rooms = await TestRooms.StartAsync(_clock, ["Delivery:InFlight=1"]);
        var plan = await rooms.AddPlanAsync(_sandbox, draft => draft with { PerDay = 2 });
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
        await WorkAsync(rooms);
        var first = DateTimeOffset.Parse("2026-10-25T23:00:00Z", null);
        var second = first.AddDays(1);

        // Its deadline is before any room: said at once, instead of later.
        Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(rooms, plan, Lane.Otp, defer: true, deadline: first));
        var bulk = await DeferAsync(rooms, plan, Lane.Bulk, first);
        var late = await DeferAsync(rooms, plan, Lane.Bulk, first, deadline: first.AddHours(5));
        var normal = await DeferAsync(rooms, plan, Lane.Normal, first);
        var code = await DeferAsync(rooms, plan, Lane.Otp, first);
        await WorkAsync(rooms);
        Assert.Equal(2, _sandbox.World.Sends.Count());

        _clock.SetUtcNow(first);
        await WorkAsync(rooms);
        Assert.Equal([code, normal], Sent().Skip(2));
        await RecountedAsync(rooms, 4);

        _clock.SetUtcNow(first.AddHours(5));
        await WorkAsync(rooms);
        Assert.Equal(MessageState.Expired, await StateAsync(rooms, late));
        Assert.Equal(MessageState.Queued, await StateAsync(rooms, bulk));

        _clock.SetUtcNow(second);
        await WorkAsync(rooms);
        Assert.Equal([code, normal, bulk], Sent().Skip(2));
        await RecountedAsync(rooms, 5);
    }

    private static async Task ProveAsync(SubmitOutcome[] outcomes, int accepted, DateTimeOffset reset)
    {
        Assert.Equal(accepted, outcomes.Count(o => o is SubmitOutcome.Queued));
        var refusals = outcomes.OfType<SubmitOutcome.OverQuota>().ToList();
        Assert.Equal(Callers - accepted, refusals.Count);
        Assert.All(refusals, refusal => Assert.Equal(new QuotaFull("day", PerDay, PerDay, reset), refusal.Quota));
    }

    private static async Task RecountedAsync(TestRooms rooms, int all) => Assert.Equal(all, await Recount.ProveAsync(rooms));

    private static async Task<SubmitOutcome[]> CallAsync(TestRooms rooms, Guid plan) => await Task.WhenAll(Call(rooms, plan, Callers));

    private static List<Task<SubmitOutcome>> Call(TestRooms rooms, Guid plan, int callers) =>
        [.. Enumerable.Range(0, callers).Select(_ => Task.Run(() => SubmitAsync(rooms, plan), Ct))];

    private static async Task<Guid> DeferAsync(TestRooms rooms, Guid plan, Lane lane, DateTimeOffset until, DateTimeOffset? deadline = null)
    {
        var queued = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan, lane, defer: true, deadline));
        Assert.Equal(until, queued.DeferredFor?.ResetsAt);
        return queued.MessageId;
    }

    private static Task<SubmitOutcome> SubmitAsync(TestRooms rooms, Guid plan, Lane lane = Lane.Normal, bool defer = false, DateTimeOffset? deadline = null) =>
        rooms.Get<Submissions>().SubmitAsync(new NewMessage(plan, "+12015550100", null, "Hello", lane, Origin.Api, Defer: defer, Deadline: deadline), TestRooms.Anna, Ct);

    private static async Task WorkAsync(TestRooms rooms)
    {
        await rooms.Get<Deferrals>().RunOnceAsync(Ct);
        await rooms.Get<Expiry>().RunOnceAsync(Ct);
        await rooms.Get<Dispatcher>().RunOnceAsync(Ct);
    }

    private static Task<MessageState> StateAsync(TestRooms rooms, Guid id) => rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).Select(m => m.State).SingleAsync(Ct));

    private IEnumerable<Guid> Sent() => _sandbox.World.Sends.Select(send => Guid.Parse(send.ClientReference!));
}
