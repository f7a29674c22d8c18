using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Quotas;

public sealed class QuotaTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-11-23T12:00:00Z", "d2026-11-23", "2026-11-22T23:00:00Z", 24)]
    [InlineData("2026-03-29T12:00:00Z", "d2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("2026-10-25T12:00:00Z", "d2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("2026-11-22T23:00:00Z", "d2026-11-23", "2026-11-22T23:00:00Z", 24)]
    [InlineData("2026-11-22T22:59:59Z", "d2026-11-22", "2026-11-21T23:00:00Z", 24)]
    public void A_day_begins_and_ends_at_midnight_of_the_plans_zone(string now, string key, string startsAt, int hours)
    {
        var day = QuotaPeriod.Day(DateTimeOffset.Parse(now, null), QuotaPeriod.Zone("Europe/Stockholm"));
        Assert.Equal(key, day.Key);
        Assert.Equal(DateTimeOffset.Parse(startsAt, null), day.StartsAt);
        Assert.Equal(TimeSpan.FromHours(hours), day.EndsAt - day.StartsAt);
    }

    [Fact]
    public void Where_the_clocks_go_forward_at_midnight_the_day_begins_at_the_first_minute_that_exists()
    {
        var day = QuotaPeriod.Day(DateTimeOffset.Parse("2026-09-06T12:00:00Z", null), QuotaPeriod.Zone("America/Santiago"));
        Assert.Equal(TimeSpan.FromHours(23), day.EndsAt - day.StartsAt);
    }

    [Fact]
    public async Task A_full_day_refuses_says_until_when_and_queues_nothing()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T12:00:00Z", null));
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync(clock);
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerDay = 2 });
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));

        var full = Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(rooms, plan)).Quota;
        Assert.Equal(new QuotaFull("day", 2, 2, DateTimeOffset.Parse("2026-11-23T23:00:00Z", null)), full);
        Assert.Equal(2, await rooms.LookAsync(db => Task.FromResult(db.Messages.Count())));

        clock.SetUtcNow(full.ResetsAt);
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
    }

    [Fact]
    public async Task A_full_month_refuses_or_defers_until_it_is_over_whatever_the_day_has_left()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T12:00:00Z", null));
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync(clock);
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerDay = 2, PerMonth = 2 });
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));

        // The day is full as well, but its end brings no room.
        var month = new QuotaFull("month", 2, 2, DateTimeOffset.Parse("2026-11-30T23:00:00Z", null));
        Assert.Equal(month, Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(rooms, plan)).Quota);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(month, Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(rooms, plan)).Quota);
        var waiting = Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan, defer: true)).MessageId;
        await rooms.Get<Deferrals>().RunOnceAsync(Ct);
        Assert.Null(await CountedAtAsync(rooms, waiting));

        clock.SetUtcNow(month.ResetsAt);
        await rooms.Get<Deferrals>().RunOnceAsync(Ct);
        Assert.Equal(month.ResetsAt, await CountedAtAsync(rooms, waiting));
        Assert.IsType<SubmitOutcome.Queued>(await SubmitAsync(rooms, plan));
        Assert.Equal("month", Assert.IsType<SubmitOutcome.OverQuota>(await SubmitAsync(rooms, plan)).Quota.Name);
    }

    [Fact]
    public async Task Many_at_once_share_exactly_the_places_there_are()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var rooms = await TestRooms.StartAsync();
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerDay = 10 });
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => Task.Run(() => SubmitAsync(rooms, plan), Ct)));

        Assert.Equal(10, outcomes.Count(o => o is SubmitOutcome.Queued));
        Assert.All(outcomes.OfType<SubmitOutcome.OverQuota>(), o => Assert.Equal(10, o.Quota.Limit));
    }

    private static Task<SubmitOutcome> SubmitAsync(TestRooms rooms, Guid plan, bool defer = false) =>
        rooms.Get<Submissions>().SubmitAsync(new NewMessage(plan, "+12015550100", null, "Hello", Lane.Normal, Origin.Console, Defer: defer), TestRooms.Anna, Ct);

    private static Task<DateTimeOffset?> CountedAtAsync(TestRooms rooms, Guid id) => rooms.LookAsync(db => db.Messages.Where(m => m.Id == id).Select(m => m.CountedAt).SingleAsync(Ct));
}
