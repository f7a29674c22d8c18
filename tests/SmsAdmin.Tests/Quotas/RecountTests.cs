using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Quotas;

public sealed class RecountTests : IAsyncLifetime
{
    private const string Good = "+12015550100";
    private const string RefusedForGood = "+12075554001";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private SandboxHost _sandbox = null!;
    private TestRooms _rooms = null!;
    private PlanDraft _draft = null!;
    private Guid _plan;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync(_clock);
        _rooms = await TestRooms.StartAsync(_clock);
        _plan = await _rooms.AddPlanAsync(_sandbox, draft => _draft = draft with { PerDay = 8 });
    }

    public async ValueTask DisposeAsync()
    {
        await _rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Counters_are_what_the_messages_make_after_sends_refusals_expiries_deferrals_and_cancellations()
    {
        foreach (var to in new[] { Good, Good, RefusedForGood }) await QueuedAsync(to);
        await SameAsync();
        await _rooms.Get<Dispatcher>().RunOnceAsync(Ct);
        // Two went out, the refused one was given back.
        Assert.Equal(2, await UsedTodayAsync());
        await SameAsync();

        await QueuedAsync(Good, deadline: _clock.GetUtcNow().AddMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(2));
        await _rooms.Get<Expiry>().RunOnceAsync(Ct);
        Assert.Equal(2, await UsedTodayAsync());
        await SameAsync();

        var waiting = new List<Guid>();
        for (var i = 0; i < 6; i++) waiting.Add(await QueuedAsync(Good, text: new string('a', 200)));
        Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(Good));
        var deferred = new List<Guid>();
        for (var i = 0; i < 3; i++) deferred.Add(await QueuedAsync(Good, defer: true));
        Assert.Equal(8, await UsedTodayAsync());
        await SameAsync();

        Assert.True(await _rooms.Get<QueueDeeds>().CancelAsync(waiting[0], TestRooms.Anna, Ct));
        Assert.True(await _rooms.Get<QueueDeeds>().CancelAsync(deferred[0], TestRooms.Anna, Ct));
        Assert.Equal(7, await UsedTodayAsync());
        await SameAsync();

        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 0, 1, TimeSpan.Zero));
        await _rooms.Get<Deferrals>().RunOnceAsync(Ct);
        Assert.Equal(2, await UsedTodayAsync());
        await SameAsync();
    }

    [Fact]
    public async Task A_counter_that_says_something_else_is_named()
    {
        await QueuedAsync(Good);
        await _rooms.LookAsync(db => db.Usage.Where(u => u.Period == "d2026-11-23").ExecuteUpdateAsync(set => set.SetProperty(u => u.Messages, 3), Ct));

        var drift = Assert.Single(await _rooms.Get<Recount>().CompareAsync(Limits(_draft), Ct));
        Assert.Equal(new UsageDrift("d2026-11-23", (3, 1), (1, 1)), drift);
    }

    [Fact]
    public async Task Another_time_zone_counts_day_and_month_anew()
    {
        await QueuedAsync(Good);
        await QueuedAsync(Good);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 23, 30, 0, TimeSpan.Zero));
        await QueuedAsync(Good);
        // The 24th in Stockholm.
        Assert.Equal(1, await UsedTodayAsync());

        var elsewhere = _draft with { TimeZone = "Etc/UTC" };
        Assert.IsType<PlanOutcome.Saved>(await _rooms.Get<PlanEditing>().EditAsync(_plan, elsewhere, TestRooms.Anna, Ct));

        // Still the 23rd in UTC.
        Assert.Equal((3, 3), await UsedAsync(elsewhere));
        Assert.Empty(await _rooms.Get<Recount>().CompareAsync(Limits(elsewhere), Ct));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((0, 3), await UsedAsync(elsewhere));
        await QueuedAsync(Good);
        Assert.Equal((1, 4), await UsedAsync(elsewhere));
        Assert.Empty(await _rooms.Get<Recount>().CompareAsync(Limits(elsewhere), Ct));
    }

    [Fact]
    public async Task Hours_and_days_are_read_from_the_counters_with_the_empty_ones_among_them()
    {
        await QueuedAsync(Good);
        _clock.Advance(TimeSpan.FromHours(2));
        await QueuedAsync(Good, text: new string('a', 200));
        await QueuedAsync(Good);

        var history = _rooms.Get<UsageHistory>();
        Assert.Equal([(0, 0), (1, 1), (0, 0), (2, 3)], (await history.HoursAsync(_plan, 4, Ct)).Select(hour => (hour.Messages, hour.Parts)));
        var days = await history.DaysAsync(Limits(_draft), 30, Ct);
        Assert.Equal((30, 3, 4), (days.Count, days[^1].Messages, days[^1].Parts));
        // Stockholm's midnights: 25 October has 25 hours.
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero), days[^1].StartsAt);
        Assert.Equal(new DateTimeOffset(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), days[0].StartsAt);
    }

    private PlanLimits Limits(PlanDraft draft) => new(_plan, draft.PerDay, draft.PerMonth, draft.TimeZone);

    private async Task SameAsync() => Assert.Empty(await _rooms.Get<Recount>().CompareAsync(Limits(_draft), Ct));

    private async Task<int> UsedTodayAsync() => (await UsedAsync(_draft)).Day;

    private async Task<(int Day, int Month)> UsedAsync(PlanDraft draft)
    {
        var uses = await _rooms.Get<UsageMeter>().ReadAsync(Limits(draft), Ct);
        return (uses[0].Messages, uses[1].Messages);
    }

    private async Task<Guid> QueuedAsync(string to, string text = "Hello", DateTimeOffset? deadline = null, bool defer = false) =>
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(to, text, deadline, defer)).MessageId;

    private Task<SubmitOutcome> SubmitAsync(string to, string text = "Hello", DateTimeOffset? deadline = null, bool defer = false) => _rooms.Get<Submissions>().SubmitAsync(
        new NewMessage(_plan, to, null, text, Lane.Normal, Origin.Console, Deadline: deadline, Defer: defer), TestRooms.Anna, Ct);
}
