using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

public sealed class NativeSwitchTests : NativeRooms
{
    [Theory]
    [InlineData("17")]
    [InlineData("18")]
    [InlineData("19")]
    [InlineData("19.1")]
    public async Task On_leads_the_sms_here_and_off_leads_them_back_to_where_they_went(string version)
    {
        var id = await ConnectAsync(version);
        await SetAsync(id, "sms.endpoint", "https://user:word@gateway.example/sms");

        await OnAsync(id);
        Assert.Matches("^http://127.0.0.1:5000/odoo/[0-9a-f]{32}$", await EndpointAsync(id));
        var on = await ViewAsync(id);
        Assert.Equal((true, true, "http://127.0.0.1:5000/odoo/••••", "gateway.example", "Anna Lind"), (on.IsOn, on.IsSetThere, on.Address, on.FormerHost, on.SwitchedBy));

        Assert.Equal(new SwitchOutcome.Done(), await Switch.OffAsync(id, TestRooms.Anna, Ct));
        Assert.Equal("https://user:word@gateway.example/sms", await EndpointAsync(id));
        Assert.False((await ViewAsync(id)).IsOn);
        var told = await AuditAsync("odoo.native-on");
        Assert.Contains("gateway.example", Assert.Single(told).Before, StringComparison.Ordinal);
        Assert.DoesNotContain("word", told[0].Before, StringComparison.Ordinal);
        Assert.Single(await AuditAsync("odoo.native-off"));
    }

    [Fact]
    public async Task Where_there_was_none_off_leaves_none()
    {
        var id = await ConnectAsync();
        await OnAsync(id);
        await Switch.OffAsync(id, TestRooms.Anna, Ct);

        Assert.Null(await EndpointAsync(id));
    }

    [Fact]
    public async Task Switched_on_again_the_secret_is_a_new_one_and_the_old_one_opens_nothing()
    {
        var id = await ConnectAsync();
        await OnAsync(id);
        var old = await SecretAsync(id);
        await OnAsync(id);

        Assert.IsType<NativeOutcome.NobodysSecret>(await Rooms.Get<NativeSends>().TakeAsync(old, Call(), null, Ct));
        Assert.IsType<NativeOutcome.Answered>(await Rooms.Get<NativeSends>().TakeAsync(await SecretAsync(id), Call(), null, Ct));
        await Switch.OffAsync(id, TestRooms.Anna, Ct);
        Assert.Null(await EndpointAsync(id));
    }

    [Fact]
    public async Task An_address_that_somebody_set_meanwhile_is_seen_and_left_as_it_is()
    {
        var id = await ConnectAsync();
        await OnAsync(id);
        await SetAsync(id, "sms.endpoint", "https://another.example");

        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.CheckAsync(id, Ct));
        Assert.False((await ViewAsync(id)).IsSetThere);
        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.OffAsync(id, TestRooms.Anna, Ct));
        Assert.Equal("https://another.example", await EndpointAsync(id));
    }

    [Theory]
    [InlineData("https://sms.acme.example/", false)]
    [InlineData("https://sms.acme.example/", true)]
    [InlineData("http://127.0.0.1:5999/gateway/", true)]
    public async Task An_address_that_we_had_before_is_ours_too_and_off_leads_back_to_where_the_sms_went(string next, bool again)
    {
        const string former = "https://user:word@gateway.example/sms";
        var id = await ConnectAsync();
        await SetAsync(id, "sms.endpoint", former);
        await OnAsync(id);
        Rooms.Get<OurAddress>().Own = new Uri(next);
        if (again)
        {
            await OnAsync(id);
            Assert.StartsWith($"{next}odoo/", await EndpointAsync(id), StringComparison.Ordinal);
            Assert.Equal("gateway.example", (await ViewAsync(id)).FormerHost);
        }

        Assert.Equal(new SwitchOutcome.Done(), await Switch.OffAsync(id, TestRooms.Anna, Ct));
        Assert.Equal(former, await EndpointAsync(id));
    }

    [Fact]
    public async Task A_connection_that_leads_to_another_Odoo_is_not_green_by_what_was_read_of_the_one_before_whose_former_address_is_kept()
    {
        const string former = "https://gateway.example/sms";
        var id = await ConnectAsync();
        await SetAsync(id, "sms.endpoint", former);
        await OnAsync(id);

        await LeadToAsync(id, "19.1");
        var unread = await ViewAsync(id);
        Assert.Equal((true, false, null), (unread.IsOn, unread.IsSetThere, unread.CheckedAt));
        Assert.Null(await Rooms.Get<ConnectionTest>().RunAsync(id, Ct));
        var read = await ViewAsync(id);
        Assert.Equal((true, false, true), (read.IsOn, read.IsSetThere, read.CheckedAt is not null));
        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.OffAsync(id, TestRooms.Anna, Ct));

        await LeadToAsync(id, "19");
        await OnAsync(id);
        await Switch.OffAsync(id, TestRooms.Anna, Ct);
        Assert.Equal(former, await EndpointAsync(id));
    }

    [Fact]
    public async Task The_same_Odoo_under_another_name_is_green_again_when_it_was_read()
    {
        var id = await ConnectAsync();
        await OnAsync(id);
        await LeadToAsync(id, "19", database: null);
        Assert.False((await ViewAsync(id)).IsSetThere);

        Assert.Null(await Rooms.Get<ConnectionTest>().RunAsync(id, Ct));

        Assert.True((await ViewAsync(id)).IsSetThere);
    }

    [Fact]
    public async Task Where_Odoo_cannot_be_reached_nothing_changes_and_the_reason_is_told()
    {
        var id = await ConnectAsync();
        await OnAsync(id);
        var secret = await SecretAsync(id);
        await Sandbox.ControlOdooAsync("19", new { down = "503" });

        Assert.IsType<SwitchOutcome.Failed>(await Switch.OnAsync(id, TestRooms.Anna, Ct));
        Assert.IsType<SwitchOutcome.Failed>(await Switch.OffAsync(id, TestRooms.Anna, Ct));

        Assert.True((await ViewAsync(id)).IsOn);
        Assert.IsType<NativeOutcome.Answered>(await Rooms.Get<NativeSends>().TakeAsync(secret, Call(), null, Ct));
    }

    [Fact]
    public async Task Without_an_address_at_which_Odoo_reaches_us_it_does_not_go_on()
    {
        var id = await ConnectAsync();
        Rooms.Get<OurAddress>().Own = null;

        Assert.Equal("NoAddress", Assert.IsType<SwitchOutcome.Failed>(await Switch.OnAsync(id, TestRooms.Anna, Ct)).Trouble.Kind);
    }

    private NativeSwitch Switch => Rooms.Get<NativeSwitch>();

    private async Task LeadToAsync(Guid id, string version, string? database = "odoo") => Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().EditAsync(
        id, new ConnectionDraft("acme-prod", $"{Sandbox.BaseAddress}odoo/{version}", database, "admin", true, PlanId), null, TestRooms.Anna, Ct));

    private async Task OnAsync(Guid id) => Assert.Equal(new SwitchOutcome.Done(), await Switch.OnAsync(id, TestRooms.Anna, Ct));

    private async Task<NativeView> ViewAsync(Guid id) => (await Rooms.Get<NativeLog>().FindAsync(id, Ct))!;
}
