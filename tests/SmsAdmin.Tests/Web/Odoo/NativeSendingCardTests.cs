using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Odoo;
using OdooParameter = SmsAdmin.Core.OdooRpc.OdooParameter;

namespace SmsAdmin.Tests.Web.Odoo;

public sealed class NativeSendingCardTests : ConsoleTest
{
    private Guid _id;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:5000/");
        var draft = new ConnectionDraft("acme-prod", $"{Sandbox.BaseAddress}odoo/19", "odoo", "admin", true, PlanId);
        _id = Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().AddAsync(draft, OdooKeys.Admin, TestRooms.Anna, Ct)).Id;
        Page.Services.AddSingleton(Rooms.Get<NativeLog>());
        Page.Services.AddSingleton(Rooms.Get<NativeSwitch>());
        Page.Services.AddSingleton(Rooms.Get<NativeTraffic>());
        Page.Services.AddSingleton(Rooms.Get<CallbackFeed>());
    }

    [Fact]
    public async Task Off_it_says_what_on_would_do_and_on_it_shows_where_and_since_when_and_no_secret()
    {
        var card = await OpenAsync();
        Assert.Contains("Off", card.Find("header").TextContent, StringComparison.Ordinal);
        await card.InvokeAsync(() => card.Find("button.pri").Click());
        card.WaitForState(() => card.Markup.Contains("Through SmsAdmin", StringComparison.Ordinal));

        Assert.Contains("http://127.0.0.1:5000/odoo/••••", card.Markup, StringComparison.Ordinal);
        Assert.Contains("read back", card.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(await SecretAsync(), card.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing yet", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Odoo_sends_shows_while_somebody_looks_in_our_words()
    {
        await Rooms.Get<NativeSwitch>().OnAsync(_id, TestRooms.Anna, Ct);
        var card = await OpenAsync();
        await Rooms.Get<NativeSends>().TakeAsync(await SecretAsync(), new NativeCall(
            [new NativeText(Guid.NewGuid().ToString("N"), "+12015550190", "Hello"), new NativeText(Guid.NewGuid().ToString("N"), "no", "Hello")], "http://169.254.169.254/"), null, Ct);

        await UntilAsync(() => card.Markup.Contains("1 queued, 1 refused: not a number", StringComparison.Ordinal));
        Assert.Contains("Receipts were to go elsewhere", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_Odoo_that_is_down_is_told_by_its_name_and_nothing_changes()
    {
        await Sandbox.ControlOdooAsync("19", new { down = "503" });
        var card = await OpenAsync();
        await card.InvokeAsync(() => card.Find("button.pri").Click());

        card.WaitForState(() => card.FindAll(".note.bad").Count == 1);
        Assert.StartsWith("Nothing was changed:", card.Find(".note.bad h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("Off", card.Find("header").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_administrator_sees_how_it_stands_and_no_button() => Assert.Empty((await OpenAsync(isAdmin: false)).FindAll("button"));

    private async Task<IRenderedComponent<NativeSendingCard>> OpenAsync(bool isAdmin = true)
    {
        var connection = (await Rooms.Get<Connections>().FindAsync(_id, Ct))!;
        return Open<NativeSendingCard>("/odoo", with: card => card.Add(c => c.Connection, connection).Add(c => c.IsAdmin, isAdmin).Add(c => c.Actor, TestRooms.Anna));
    }

    private async Task<string> SecretAsync()
    {
        var open = Assert.IsType<ConnectionOpening.Open>(await Rooms.Get<Connections>().OpenAsync(_id, Ct));
        return Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Answered>(await open.Session.Parameters.ReadAsync(["sms.endpoint"], Ct)).Value.Single().Value[^32..];
    }
}
