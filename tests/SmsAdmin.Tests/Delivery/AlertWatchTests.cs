using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

public sealed class AlertWatchTests : IAsyncLifetime
{
    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task A_pause_opens_one_alert_and_the_resumption_ends_it()
    {
        await _walk.Rooms.Get<PlanStates>().PauseAsync(_walk.PlanId, "Sinch refuses the token.", _walk.Clock.GetUtcNow(), Ct);
        Assert.Equal([AlertKind.PlanPaused], await LookAsync());
        Assert.Equal([AlertKind.PlanPaused], await LookAsync());

        await _walk.Rooms.Get<PlanStates>().ResumeAsync(_walk.PlanId, Ct);
        Assert.Empty(await LookAsync());
        Assert.Single(await _walk.Rooms.Get<AlertBook>().EndedAsync(10, Ct));
    }

    [Fact]
    public async Task A_message_that_is_due_for_longer_than_the_limit_is_told_until_it_goes()
    {
        await _walk.SubmitAsync("+12015550190");
        _walk.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await LookAsync());
        _walk.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([AlertKind.QueueAge], await LookAsync());

        await _walk.DispatchAsync();
        Assert.Empty(await LookAsync());
    }

    // Every try is refused, and every try fails in a way that leaves its outcome open.
    [Theory]
    [InlineData("+12065553429")]
    [InlineData("+12065550500")]
    public async Task An_outage_of_sinch_is_told_however_often_each_message_is_tried_and_looked_up(string to)
    {
        var id = await _walk.SubmitAsync(to);
        for (var times = 0; times < 10; times++)
        {
            await _walk.DispatchAsync();
            await _walk.CheckOutcomesAsync();
            Assert.Empty(await LookAsync());
            _walk.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.True((await _walk.FindAsync(id)).Attempts > 1);
        Assert.Equal([AlertKind.QueueAge], await LookAsync());
        await _walk.DispatchAsync();
        await _walk.CheckOutcomesAsync();
        Assert.Equal([AlertKind.QueueAge], await LookAsync());
    }

    [Fact]
    public async Task What_test_keys_asked_for_waits_for_no_receipt()
    {
        _walk.Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:1/");
        await _walk.SubmitAsync(_walk.New("Hello", ["+12015550190"]) with { IsTest = true });
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task Accepted_messages_without_any_receipt_are_told_until_one_comes()
    {
        _walk.Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:1/");
        await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Empty(await LookAsync());
        _walk.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([AlertKind.NoReceipts], await LookAsync());

        await _walk.Rooms.Get<PlanStates>().ReceiptSeenAsync(_walk.PlanId, Ct);
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task Without_callbacks_nobody_misses_them()
    {
        await _walk.SubmitAsync("+12015550190");
        await _walk.DispatchAsync();
        _walk.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task A_quota_that_jumps_to_full_has_passed_both_marks_and_its_alerts_end_with_the_period()
    {
        await _walk.Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(p => p.PerDay, 100), Ct));
        await _walk.Rooms.LookAsync(async db =>
        {
            var day = QuotaPeriod.Day(_walk.Clock.GetUtcNow(), QuotaPeriod.Zone("Europe/Stockholm"));
            db.Usage.Add(new UsageCounter { PlanId = _walk.PlanId, Period = day.Key, Messages = 100, Parts = 100 });
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal([AlertKind.QuotaNearlyFull, AlertKind.QuotaFull], await LookAsync());

        _walk.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task Counted_events_end_when_it_was_quiet_for_an_hour()
    {
        await _walk.Rooms.Get<AlertBook>().RaiseAsync(new AlertCase(AlertKind.CallbackTooLarge, _walk.PlanId, "", "Too large", "Why", "/credentials"), Ct);
        _walk.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal([AlertKind.CallbackTooLarge], await LookAsync());
        _walk.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task A_database_that_refuses_writes_is_told_from_memory_and_written_down_when_it_is_back()
    {
        await _walk.Rooms.SetWritableAsync(false);
        Assert.Equal([AlertKind.StorageRefuses], await LookAsync());
        Assert.Equal(0, await _walk.Rooms.LookAsync(db => db.Alerts.CountAsync(Ct)));
        await _walk.Rooms.SetWritableAsync(true);

        Assert.Empty(await LookAsync());
        Assert.Equal(AlertKind.StorageRefuses, Assert.Single(await _walk.Rooms.Get<AlertBook>().EndedAsync(10, Ct)).Kind);
    }

    private async Task<IEnumerable<AlertKind>> LookAsync()
    {
        await _walk.Rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        return (await _walk.Rooms.Get<AlertBook>().OpenAsync(Ct)).Select(alert => alert.Kind).Order();
    }
}
