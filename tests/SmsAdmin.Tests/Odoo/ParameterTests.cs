using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>Ours and Odoo's: compared, pushed, watched, adopted.</summary>
public sealed class ParameterTests : OdooRooms
{
    private PretendOdoo _odoo = null!;
    private Guid _id;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _odoo = await PretendOdoo.StartAsync();
        _id = await ConnectAsync(_odoo);
        Assert.Null(await Rooms.Get<OdooLook>().TestAsync(_id, Ct));
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await _odoo.DisposeAsync();
    }

    [Fact]
    public async Task Four_differences_are_pushed_read_back_and_proved()
    {
        Assert.Equal(4, (await TableAsync(_id)).Differing.Count);

        var done = Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(_id, Anna, Ct));

        Assert.Equal(4, done.Evidence.Rows.Count(row => row.IsReadBack));
        var table = await TableAsync(_id);
        Assert.Empty(table.Differing);
        Assert.Equal(("Anna Lind", 4), (table.LastPush!.ByName, table.LastPush.Rows.Count));
        Assert.Equal(("sandbox-us", "token-us", "us", "+12015550199"), (_odoo["sinch.service_plan_id"], _odoo["sinch.api_token"], _odoo["sinch.region"], _odoo["sinch.from_number"]));
        Assert.Equal("n-us", table.Rows.Single(row => row.IsSecret).Theirs);
        Assert.Contains("odoo.parameters-pushed", await AuditAsync());
    }

    [Fact]
    public async Task A_second_push_writes_nothing()
    {
        await PushAsync();
        var writes = Writes;

        Assert.Empty(Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(_id, Anna, Ct)).Evidence.Rows);
        Assert.Equal(writes, Writes);
    }

    [Fact]
    public async Task A_change_in_Odoo_is_a_drift_with_who_and_when_until_it_is_adopted()
    {
        await PushAsync();
        ChangeThere("sinch.from_number", "+12015550142");

        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);

        var row = Assert.Single((await TableAsync(_id)).Differing);
        Assert.Equal(("sinch.from_number", "+12015550142", "Erik Sand", _odoo.Now), (row.Key, row.Theirs, row.ChangedBy, row.ChangedAt!.Value));
        Assert.Equal(row.ChangedAt, row.DiffersSince);
        await Rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        Assert.Contains("Erik Sand", Assert.Single(await DriftsAsync()).Why, StringComparison.Ordinal);

        var adopted = Assert.IsType<AdoptOutcome.Done>(await Rooms.Get<ParameterAdoption>().AdoptAsync(_id, Anna, Ct));

        Assert.Equal("sinch.from_number", Assert.Single(adopted.Keys));
        Assert.Equal("+12015550142", (await Rooms.Get<Plans>().FindAsync(PlanId, Ct))!.Sender);
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Empty(await DriftsAsync());
    }

    [Fact]
    public async Task A_change_of_ours_is_a_drift_at_the_next_look_and_a_push_ends_it()
    {
        await PushAsync();
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        var plan = (await Rooms.Get<Plans>().FindAsync(PlanId, Ct))!;
        Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().EditAsync(PlanId, PlanDraft.Of(plan) with { Sender = "+12015550177" }, Anna, Ct));

        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Single(await DriftsAsync());
        await PushAsync();
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);

        Assert.Empty(await DriftsAsync());
        Assert.Equal("+12015550177", _odoo["sinch.from_number"]);
    }

    [Fact]
    public async Task A_push_that_Odoo_claims_and_forgets_breaks_off_and_is_told()
    {
        _odoo.Forgets = true;

        var broke = Assert.IsType<PushOutcome.BrokeOff>(await Rooms.Get<ParameterPush>().PushAsync(_id, Anna, Ct));

        Assert.Equal("NotWritten", broke.Trouble.Kind);
        Assert.False(Assert.Single(broke.Evidence.Rows).IsReadBack);
    }

    [Fact]
    public async Task A_token_from_Odoo_that_Sinch_refuses_is_not_adopted_and_kept_nowhere()
    {
        await PushAsync();
        ChangeThere("sinch.api_token", "a-token-that-somebody-mistyped");

        var not = Assert.IsType<AdoptOutcome.Not>(await Rooms.Get<ParameterAdoption>().AdoptAsync(_id, Anna, Ct));

        Assert.Equal("TokenRefused", not.Trouble.Kind);
        Assert.True((await Rooms.Get<PlanChecks>().CheckAsync(PlanId, Anna, Ct))!.Works);
        Assert.Empty(Leaks.Of("a-token-that-somebody-mistyped", Rooms.DatabaseFiles));
    }

    [Fact]
    public async Task An_Odoo_that_cannot_be_read_for_long_raises_an_alert_until_it_can()
    {
        await PushAsync();
        _odoo.IsDown = true;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Equal("Busy", (await ViewAsync(_id)).Trouble?.Kind);
        Assert.DoesNotContain(await AlertsAsync(), alert => alert.Kind == AlertKind.OdooUnreachable);

        Clock.Advance(TimeSpan.FromMinutes(16));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Contains(await AlertsAsync(), alert => alert.Kind == AlertKind.OdooUnreachable);

        _odoo.IsDown = false;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Empty(await AlertsAsync());
        Assert.Null((await ViewAsync(_id)).Trouble);
    }

    [Fact]
    public async Task A_connection_that_is_removed_takes_its_alerts_along()
    {
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Single(await DriftsAsync());

        await Rooms.Get<ConnectionEditing>().DeleteAsync(_id, Anna, Ct);
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);

        Assert.Empty(await AlertsAsync());
    }

    private int Writes => _odoo.Bodies.Count(body => body.Contains("vals", StringComparison.Ordinal));

    private async Task PushAsync() => Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(_id, Anna, Ct));

    private void ChangeThere(string key, string value)
    {
        Clock.Advance(TimeSpan.FromMinutes(6));
        var now = Clock.GetUtcNow();
        _odoo.Now = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, TimeSpan.Zero);
        _odoo.Set(key, value);
    }

    private Task<IReadOnlyList<AlertView>> AlertsAsync() => Rooms.Get<AlertBook>().OpenAsync(Ct);

    private async Task<List<AlertView>> DriftsAsync() => [.. (await AlertsAsync()).Where(alert => alert.Kind == AlertKind.OdooDrift)];
}
