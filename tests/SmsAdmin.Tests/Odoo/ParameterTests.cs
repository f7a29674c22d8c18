using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Pages.Odoo;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Odoo;

/// <summary>Ours and Odoo's: compared, pushed, watched.</summary>
public sealed class ParameterTests : ParameterRooms
{
    [Fact]
    public async Task Four_differences_are_pushed_read_back_and_proved()
    {
        Assert.Equal(4, (await TableAsync(Id)).Differing.Count);

        var done = Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct));

        Assert.Equal(4, done.Evidence.Rows.Count(row => row.IsReadBack));
        var table = await TableAsync(Id);
        Assert.Empty(table.Differing);
        Assert.Equal(("Anna Lind", 4), (table.LastPush!.ByName, table.LastPush.Rows.Count));
        Assert.Equal(("sandbox-us", "token-us", "us", "+12015550199"), (Odoo["sinch.service_plan_id"], Odoo["sinch.api_token"], Odoo["sinch.region"], Odoo["sinch.from_number"]));
        Assert.Equal("n-us", table.Rows.Single(row => row.IsSecret).Theirs);
        Assert.Contains("odoo.parameters-pushed", await AuditAsync());
    }

    [Fact]
    public async Task A_second_push_writes_nothing()
    {
        await PushAsync();
        var writes = Writes;

        Assert.Empty(Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct)).Evidence.Rows);
        Assert.Equal(writes, Writes);
    }

    [Fact]
    public async Task A_change_in_Odoo_is_a_drift_with_who_and_when_until_it_is_adopted()
    {
        await PushAsync();
        ChangeThere("sinch.from_number", "+12015550142");

        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);

        var row = Assert.Single((await TableAsync(Id)).Differing);
        Assert.Equal(("sinch.from_number", "+12015550142", "Erik Sand", Odoo.Now), (row.Key, row.Theirs, row.ChangedBy, row.ChangedAt!.Value));
        Assert.Equal(row.ChangedAt, row.DiffersSince);
        await Rooms.Get<AlertWatch>().RunOnceAsync(Ct);
        Assert.Contains("Erik Sand", Assert.Single(await DriftsAsync()).Why, StringComparison.Ordinal);

        var adopted = Assert.IsType<AdoptOutcome.Done>(await Rooms.Get<ParameterAdoption>().AdoptAsync(Id, Anna, Ct));

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
        Assert.Equal("+12015550177", Odoo["sinch.from_number"]);
    }

    [Fact]
    public async Task A_push_that_Odoo_claims_and_forgets_breaks_off_and_is_told()
    {
        Odoo.Forgets = true;

        var broke = Assert.IsType<PushOutcome.BrokeOff>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct));

        Assert.Equal("NotWritten", broke.Trouble.Kind);
        Assert.False(Assert.Single(broke.Evidence.Rows).IsReadBack);
    }

    [Fact]
    public async Task A_change_of_ours_right_after_a_push_is_not_laid_at_the_door_of_who_wrote_last_in_Odoo()
    {
        Odoo.Now = Second();
        await PushAsync();
        await SendFromAsync("+12015550177");
        Assert.Null(await Rooms.Get<OdooLook>().ReadAsync(Id, Ct));

        var row = Assert.Single((await TableAsync(Id)).Differing);

        Assert.Equal(("SMS Bot", false), (row.ChangedBy, row.DiffersByThem));
        ChangeThere("sinch.from_number", "+12015550142");
        Assert.Null(await Rooms.Get<OdooLook>().ReadAsync(Id, Ct));
        Assert.True(Assert.Single((await TableAsync(Id)).Differing).DiffersByThem);
    }

    [Fact]
    public async Task What_our_plan_has_no_value_for_is_named_by_a_push_its_page_and_the_checklist()
    {
        await PushAsync();
        await SendFromAsync(null);

        var done = Assert.IsType<PushOutcome.Done>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct));

        Assert.Equal("sinch.from_number", Assert.Single(done.Left));
        var told = (await new OdooDeeds(Rooms.Get<OdooLook>(), Rooms.Get<ParameterPush>(), Rooms.Get<ParameterAdoption>()).PushAsync(Id, Anna, Ct)).Told!;
        Assert.Equal(Tone.Warn, told.Tone);
        var mend = new Mend("Push ours.", "Push ours", "/odoo") { Deed = Deed.PushParameters, Subject = Id.ToString() };
        Assert.All([done.LeftSays, told.Says, await Rooms.Get<ChecklistMends>().DoAsync(PlanId, mend, Anna, Ct)], says =>
        {
            Assert.Contains("sinch.from_number", says, StringComparison.Ordinal);
            Assert.Contains("Adopt Odoo’s", says, StringComparison.Ordinal);
        });
        Assert.Equal("+12015550199", Odoo["sinch.from_number"]);
    }

    [Fact]
    public async Task A_write_that_a_proxy_cut_off_is_settled_by_reading_and_else_not_told_as_undone()
    {
        Odoo.CutsWritesBy = 504;
        await PushAsync();
        Assert.Empty((await TableAsync(Id)).Differing);
        await SendFromAsync("+12015550177");
        Odoo.Forgets = true;

        var broke = Assert.IsType<PushOutcome.BrokeOff>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct));

        Assert.Equal(("Busy", true), (broke.Trouble.Kind, broke.Trouble.IsOutcomeUnknown));
        Assert.Contains("504", broke.Trouble.Says, StringComparison.Ordinal);
        Assert.Contains("Read again", broke.Trouble.Next, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", OdooWords.Not(broke.Trouble).Title + broke.Trouble.Next, StringComparison.Ordinal);
        Odoo.CutsWritesBy = 503;
        Assert.False(Assert.IsType<PushOutcome.BrokeOff>(await Rooms.Get<ParameterPush>().PushAsync(Id, Anna, Ct)).Trouble.IsOutcomeUnknown);
    }

    [Fact]
    public async Task An_Odoo_that_cannot_be_read_for_long_raises_an_alert_until_it_can()
    {
        await PushAsync();
        Odoo.IsDown = true;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Equal("Busy", (await ViewAsync(Id)).Trouble?.Kind);
        Assert.DoesNotContain(await AlertsAsync(), alert => alert.Kind == AlertKind.OdooUnreachable);

        Clock.Advance(TimeSpan.FromMinutes(16));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Contains(await AlertsAsync(), alert => alert.Kind == AlertKind.OdooUnreachable);

        Odoo.IsDown = false;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Empty(await AlertsAsync());
        Assert.Null((await ViewAsync(Id)).Trouble);
    }

    [Fact]
    public async Task A_connection_that_is_removed_takes_its_alerts_along()
    {
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);
        Assert.Single(await DriftsAsync());

        await Rooms.Get<ConnectionEditing>().DeleteAsync(Id, Anna, Ct);
        await Rooms.Get<OdooWatch>().RunOnceAsync(Ct);

        Assert.Empty(await AlertsAsync());
    }

    private int Writes => Odoo.Bodies.Count(body => body.Contains("vals", StringComparison.Ordinal));

    private Task<IReadOnlyList<AlertView>> AlertsAsync() => Rooms.Get<AlertBook>().OpenAsync(Ct);

    private async Task<List<AlertView>> DriftsAsync() => [.. (await AlertsAsync()).Where(alert => alert.Kind == AlertKind.OdooDrift)];
}
