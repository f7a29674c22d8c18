using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

public sealed class GatewaySwitchTests : GatewayRooms
{
    private const string Address = "http://127.0.0.1:5000/api/v1/messages";

    private static readonly OdooProvider Twilio = new(0, "Twilio", 3, true, "twilio", "", "acme.twilio", "+12015550111");

    [Theory]
    [InlineData("17")]
    [InlineData("18")]
    [InlineData("19")]
    [InlineData("19.1")]
    public async Task One_press_points_it_here_with_a_key_of_its_own_and_the_proof_shows_no_secret(string version)
    {
        var id = await ConnectWithModuleAsync(version);
        await PutAsync(id, Twilio);
        await OnAsync(id);

        var ours = (await ProvidersAsync(id)).Single(one => one.Name == "SmsAdmin");
        Assert.Equal(new OdooProvider(ours.Id, "SmsAdmin", 2, true, "custom", Address, TokenKey, "+12015550199"), ours);
        var token = Token(version)!;
        var key = Assert.Single(await KeysAsync());
        Assert.Equal((id, PlanId, ApiScopes.MessagesSend, 1800), (key.OdooConnectionId, key.PlanId, key.Scopes, key.RepeatSeconds));
        var holder = Assert.IsType<ApiKeyCheck.Known>(await Rooms.Get<ApiKeyDoor>().CheckAsync(token, null, Ct)).Holder;
        Assert.Equal(new CallbackTarget(CallbackKind.OdooGateway, new Uri($"{Sandbox.BaseAddress}odoo/{version}/ipai/sms/webhook/twilio"), true), holder.Reports);
        var view = await ViewAsync(id);
        Assert.Equal((true, true, Address, "Anna Lind"), (view.IsOn, view.IsSetThere, view.Address, view.SwitchedBy));
        Assert.Equal(["Twilio", null, null, null, null], view.Evidence!.Rows.Select(row => row.Before));
        Assert.Equal($"{key.Prefix}_••••", view.Evidence.Rows[^1].After);
        foreach (var told in await AuditAsync("odoo.gateway-on")) Assert.DoesNotContain(token, told.Before + told.After, StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await Rooms.LookAsync(db => Task.FromResult(db.OdooGateways.Single())))!.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("19")]
    public async Task Taken_off_all_is_as_it_was_and_the_key_opens_nothing(string version)
    {
        var id = await ConnectWithModuleAsync(version);
        var twilio = await PutAsync(id, Twilio);
        await SetAsync(id, TokenKey, "somebody's word");
        await OnAsync(id);
        var token = Token(version)!;
        Assert.Equal("another value", (await ViewAsync(id)).Evidence!.Rows[^1].Before);

        Assert.Equal(new SwitchOutcome.Done(), await Switch.OffAsync(id, TestRooms.Anna, Ct));

        Assert.Equal("somebody's word", Token(version));
        Assert.Equal([twilio], (await ProvidersAsync(id)).Where(one => one.IsActive));
        Assert.IsType<ApiKeyCheck.Unknown>(await Rooms.Get<ApiKeyDoor>().CheckAsync(token, null, Ct));
        Assert.Equal((false, null), ((await ViewAsync(id)).IsOn, (await ViewAsync(id)).Evidence));
        Assert.Single(await AuditAsync("odoo.gateway-off"));

        await OnAsync(id);
        Assert.Equal(2, (await ProvidersAsync(id)).Count);
        Assert.NotEqual(token, Token(version));
        await Switch.OffAsync(id, TestRooms.Anna, Ct);
        Assert.Equal("somebody's word", Token(version));
    }

    [Fact]
    public async Task Pressed_again_a_key_that_still_fits_stays_and_one_that_was_rotated_here_is_replaced()
    {
        var id = await ConnectWithModuleAsync();
        await OnAsync(id);
        var first = Token();
        await OnAsync(id);
        Assert.Equal(first, Token());
        var key = Assert.Single(await KeysAsync());

        await Rooms.Get<ApiKeys>().RotateAsync(key.Id, TimeSpan.FromHours(1), TestRooms.Anna, Ct);
        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.CheckAsync(id, Ct));
        Assert.Contains("was rotated here", (await ViewAsync(id)).Differs, StringComparison.Ordinal);
        await OnAsync(id);
        Assert.NotEqual(first, Token());
        Assert.Equal([false, true], (await KeysAsync()).Select(one => one.RevokedAt is null));
        Assert.Equal(new SwitchOutcome.Done(), await Switch.CheckAsync(id, Ct));

        // Not the key of ours that stood there, but what stood there before it: nothing.
        await Switch.OffAsync(id, TestRooms.Anna, Ct);
        Assert.Null(Token());
    }

    [Fact]
    public async Task What_somebody_changes_there_is_seen_named_and_left_as_it_is()
    {
        var id = await ConnectWithModuleAsync();
        await OnAsync(id);
        var ours = (await ProvidersAsync(id)).Single();
        var twilio = await PutAsync(id, Twilio with { Sequence = 10 });
        await DiffersAsync(id, "Twilio sends instead");
        await PutAsync(id, twilio with { IsActive = false });
        await PutAsync(id, ours with { Sender = "Acme" });
        await DiffersAsync(id, "Its sender is Acme there and +12015550199 here.");
        await PutAsync(id, ours with { IsActive = false });
        await DiffersAsync(id, "archived");
        await PutAsync(id, ours);
        await SetAsync(id, TokenKey, "another");
        await DiffersAsync(id, "holds no key of ours");
        var changed = await PutAsync(id, ours with { BaseUrl = "https://another.example" });
        await DiffersAsync(id, "was changed there");

        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.OffAsync(id, TestRooms.Anna, Ct));
        Assert.Equal("another", Token());
        Assert.Contains(changed, await ProvidersAsync(id));
        Assert.DoesNotContain(await KeysAsync(), key => key.RevokedAt is null);
    }

    [Fact]
    public async Task A_connection_that_gets_another_plan_wants_to_be_pointed_again()
    {
        var id = await ConnectWithModuleAsync();
        await OnAsync(id);
        var other = Assert.IsType<PlanOutcome.Saved>(await Rooms.Get<PlanEditing>().AddAsync(
            new PlanDraft("Other", "sandbox-eu", "eu", $"{Sandbox.BaseAddress}sinch/{{region}}", "+12015550199", PlanKind.Production, 30, null, null, "Europe/Stockholm", [], true), "token-eu", TestRooms.Anna, Ct)).PlanId;
        Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().EditAsync(
            id, new ConnectionDraft("acme-prod", $"{Sandbox.BaseAddress}odoo/19", "odoo", "admin", true, other), null, TestRooms.Anna, Ct));
        await DiffersAsync(id, "belongs to another service plan");

        await OnAsync(id);
        Assert.Equal([(PlanId, false), (other, true)], (await KeysAsync()).Select(key => (key.PlanId, key.RevokedAt is null)));
    }

    [Fact]
    public async Task A_connection_that_leads_to_another_Odoo_is_read_anew_and_what_has_our_providers_number_there_is_left_alone()
    {
        var id = await ConnectWithModuleAsync();
        await OnAsync(id);
        var ours = Assert.Single(await ProvidersAsync(id));
        var there = new ConnectionDraft("acme-prod", $"{Sandbox.BaseAddress}odoo/19.1", "odoo", "admin", true, PlanId);
        Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().EditAsync(id, there, null, TestRooms.Anna, Ct));
        var unread = await ViewAsync(id);
        Assert.Equal((true, false, null), (unread.IsOn, unread.IsSetThere, unread.CheckedAt));
        Assert.Contains("has not been read since", unread.Differs, StringComparison.Ordinal);

        Assert.Null(await Rooms.Get<ConnectionTest>().RunAsync(id, Ct));
        Assert.Equal("The module is not installed there any more.", (await ViewAsync(id)).Differs);
        await Sandbox.ControlOdooAsync("19.1", new { patched = true });
        await Rooms.Get<Modules>().UpdateListAsync(id, TestRooms.Anna, Ct);
        await Rooms.Get<Modules>().InstallAsync(id, "ipai_sms_gateway", TestRooms.Anna, Ct);
        var twilio = await PutAsync(id, Twilio);
        Assert.Equal(ours.Id, twilio.Id);
        await OnAsync(id);
        Assert.Contains(twilio, await ProvidersAsync(id));

        await Rooms.Get<ConnectionEditing>().EditAsync(id, there with { Url = $"{Sandbox.BaseAddress}odoo/19" }, null, TestRooms.Anna, Ct);
        await OnAsync(id);
        Assert.Equal(ours.Id, Assert.Single(await ProvidersAsync(id)).Id);
    }

    [Fact]
    public async Task Where_the_module_is_not_installed_or_Odoo_cannot_be_reached_nothing_is_made_and_the_reason_is_told()
    {
        var id = await ConnectAsync();
        var not = Assert.IsType<SwitchOutcome.Failed>(await Switch.OnAsync(id, TestRooms.Anna, Ct)).Trouble;
        Assert.Equal("ModuleMissing", not.Kind);
        await Sandbox.ControlOdooAsync("19", new { down = "503" });
        Assert.Equal("Busy", Assert.IsType<SwitchOutcome.Failed>(await Switch.OnAsync(id, TestRooms.Anna, Ct)).Trouble.Kind);
        Rooms.Get<OurAddress>().Own = null;
        Assert.Equal("NoAddress", Assert.IsType<SwitchOutcome.Failed>(await Switch.OnAsync(id, TestRooms.Anna, Ct)).Trouble.Kind);

        Assert.Empty(await KeysAsync());
        Assert.False((await ViewAsync(id)).IsOn);
    }

    [Fact]
    public async Task A_connection_that_is_removed_takes_its_key_along()
    {
        var id = await ConnectWithModuleAsync();
        await OnAsync(id);
        var token = Token()!;
        await Rooms.Get<ConnectionEditing>().DeleteAsync(id, TestRooms.Anna, Ct);

        Assert.IsType<ApiKeyCheck.Unknown>(await Rooms.Get<ApiKeyDoor>().CheckAsync(token, null, Ct));
        Assert.Empty(await Rooms.LookAsync(db => Task.FromResult(db.OdooGateways.ToList())));
    }

    [Fact]
    public async Task The_checklist_takes_the_module_for_a_route_and_tells_when_it_no_longer_leads_here()
    {
        var id = await ConnectWithModuleAsync();
        Assert.Equal((CheckState.Pass, "Gateway module 18.0.1.0.0 is installed in acme-prod."), Said(await RouteAsync()));
        await OnAsync(id);
        Assert.Equal((CheckState.Pass, "The gateway module of acme-prod sends through SmsAdmin."), Said(await RouteAsync()));
        await PutAsync(id, (await ProvidersAsync(id)).Single() with { IsActive = false });

        var gone = await RouteAsync();
        Assert.Equal((CheckState.Fail, "The gateway module of acme-prod does not send through SmsAdmin any more."), Said(gone));
        Assert.Equal("Our provider was archived there.", gone.Cause);

        static (CheckState, string) Said(ItemResult result) => (result.State, result.Says);
    }

    private async Task<ItemResult> RouteAsync() =>
        await Rooms.Get<OdooChecks>().RouteAsync(new Asking(Guid.Empty, (await Rooms.Get<Plans>().FindAsync(PlanId, Ct))!, null, TestRooms.Anna, null) { LooksOnly = true }, Ct);

    private async Task DiffersAsync(Guid id, string says)
    {
        Assert.Equal(new SwitchOutcome.Done(WasTheirs: true), await Switch.CheckAsync(id, Ct));
        var view = await ViewAsync(id);
        Assert.False(view.IsSetThere);
        Assert.Contains(says, view.Differs, StringComparison.Ordinal);
    }
}
