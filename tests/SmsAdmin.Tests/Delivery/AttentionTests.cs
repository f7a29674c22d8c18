using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Tests.Credentials;

namespace SmsAdmin.Tests.Delivery;

public sealed class AttentionTests : PlanRooms
{
    [Fact]
    public async Task A_plan_that_works_needs_nobody()
    {
        await Rooms.AddPlanAsync(Sandbox, draft => draft with { PerDay = 100 });

        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task A_paused_plan_needs_somebody_now()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        await Rooms.Get<PlanStates>().PauseAsync(id, "Sinch refuses the token.", DateTimeOffset.UnixEpoch, Ct);

        var matter = Assert.Single(await ReadAsync());

        Assert.Equal((Urgency.Now, "Paused", $"/credentials#plan-{id}"), (matter.Urgency, matter.Level, matter.Href));
        Assert.StartsWith("Sinch refuses the token.", matter.Says, StringComparison.Ordinal);
        Assert.NotNull(matter.Since);
    }

    [Fact]
    public async Task What_stops_the_default_presses_more_than_what_stops_another()
    {
        var chosen = await Rooms.AddPlanAsync(Sandbox, draft => draft with { Region = null });
        await Rooms.Get<PlanEditing>().MakeDefaultAsync((await Rooms.Get<Plans>().FindAsync(chosen, Ct))!, Support.TestRooms.Anna, Ct);
        await Rooms.AddPlanAsync(Sandbox, draft => draft with { Name = "Zeta", ServicePlanId = "sandbox-eu", Region = "eu" }, "not-the-token");

        var matters = await ReadAsync();

        Assert.Equal([(Urgency.Now, "Incomplete"), (Urgency.Soon, "Not verified")], matters.Select(matter => (matter.Urgency, matter.Level)));
    }

    [Theory]
    [InlineData(79, null, null)]
    [InlineData(80, Urgency.Soon, "Nearly full")]
    [InlineData(100, Urgency.Now, "Full")]
    public async Task A_quota_is_told_from_80_percent_on(int used, Urgency? urgency, string? level)
    {
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { PerDay = 100 });
        await UseAsync(id, used);

        var matters = await ReadAsync();

        Assert.Equal((urgency, level), matters is [var matter] ? (matter.Urgency, matter.Level) : (null, (string?)null));
        Assert.All(matters, matter => Assert.Contains($"{used} of 100 messages", matter.Says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_that_fails_later_is_told_though_the_plan_goes_on()
    {
        AtSinch("acme", "the-first-token");
        var id = await Rooms.AddPlanAsync(Sandbox, draft => draft with { ServicePlanId = "acme" }, "the-first-token");
        AtSinch("acme", "the-second-token");
        await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct);

        Assert.Equal("Check failed", Assert.Single(await ReadAsync()).Level);
    }

    [Fact]
    public async Task A_foreign_key_ring_is_one_matter_not_one_a_plan()
    {
        await Rooms.Get<KeyRing>().InspectAsync(Ct);
        await Rooms.AddPlanAsync(Sandbox);
        var storage = await Rooms.StopAsync();
        Directory.Delete(Path.Combine(storage.FullName, "keys"), recursive: true);
        await RestartAsync(storage);
        await Rooms.Get<KeyRing>().InspectAsync(Ct);

        var matter = Assert.Single(await ReadAsync());

        Assert.Equal(Urgency.Now, matter.Urgency);
        Assert.Contains("the API token of Acme US", matter.Says, StringComparison.Ordinal);
    }

    private Task<IReadOnlyList<Matter>> ReadAsync() => Rooms.Get<Attention>().ReadAsync(Ct);

    private Task UseAsync(Guid planId, int messages) => Rooms.LookAsync(async db =>
    {
        var period = QuotaPeriod.Day(TimeProvider.System.GetUtcNow(), QuotaPeriod.Zone("Europe/Stockholm"));
        db.Usage.Add(new UsageCounter { PlanId = planId, Period = period.Key, Messages = messages, Parts = messages });
        return await db.SaveChangesAsync(Ct);
    });
}
