using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Pages.Odoo;

namespace SmsAdmin.Tests.Web.Odoo;

public sealed class GatewaySendingTests : ConsoleTest
{
    private Guid _id;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Rooms.Get<OurAddress>().Own = new Uri("http://127.0.0.1:5000/");
        var draft = new ConnectionDraft("acme-prod", $"{Sandbox.BaseAddress}odoo/19", "odoo", "admin", true, PlanId);
        _id = Assert.IsType<ConnectionOutcome.Saved>(await Rooms.Get<ConnectionEditing>().AddAsync(draft, OdooKeys.Admin, TestRooms.Anna, Ct)).Id;
        Page.Services.AddSingleton(Rooms.Get<Modules>());
        Page.Services.AddSingleton(Rooms.Get<GatewayLog>());
        Page.Services.AddSingleton(Rooms.Get<GatewaySwitch>());
        Page.Services.AddSingleton(Rooms.Get<CallbackFeed>());
    }

    [Fact]
    public async Task It_is_pointed_here_after_a_yes_shows_its_proof_without_the_key_and_is_taken_off_again()
    {
        await InstallAsync();
        var card = await OpenAsync();
        var dialogs = Page.Render<MudDialogProvider>();
        await UntilAsync(() => card.Markup.Contains("Point its provider here", StringComparison.Ordinal));

        var keeping = card.InvokeAsync(() => Button(card, "Point its provider here").ClickAsync());
        var no = await dialogs.WaitForElementAsync(".mud-dialog-actions button:first-child");
        Assert.Contains("within 30 minutes is sent once", dialogs.Markup, StringComparison.Ordinal);
        no.Click();
        await keeping;
        Assert.Null(Token());

        await PressAsync(card, dialogs, "Point its provider here");
        await UntilAsync(() => card.Markup.Contains("Key and provider were written and read back", StringComparison.Ordinal));
        Assert.Contains("http://127.0.0.1:5000/api/v1/messages", card.Markup, StringComparison.Ordinal);
        Assert.Equal(5, card.FindAll("details .st.ok").Count);
        Assert.DoesNotContain(Token()!, card.Markup, StringComparison.Ordinal);

        Sandbox.World.Odoo.Desk("19")!.SetParameter("secure", "smsadmin.api_key", "another");
        await card.InvokeAsync(() => Button(card, "Check its provider").ClickAsync());
        await UntilAsync(() => card.Markup.Contains("holds no key of ours", StringComparison.Ordinal));
        Assert.NotNull(Button(card, "Point it here again"));

        await PressAsync(card, dialogs, "Take it off");
        await UntilAsync(() => card.Markup.Contains("Point its provider here", StringComparison.Ordinal));
        Assert.Contains("The key has ended.", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_module_is_not_installed_its_line_says_why_and_there_is_nothing_to_press()
    {
        var card = await OpenAsync();

        Assert.Contains("Not needed: Odoo’s own SMS goes out through SmsAdmin without it.", card.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(card.FindAll("button"), button => button.TextContent.Contains("provider", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_list_that_could_not_be_brought_up_to_date_has_no_time_at_which_it_was_read()
    {
        var card = await OpenAsync();
        Assert.Contains("Read ", card.Find("header").TextContent, StringComparison.Ordinal);
        await Sandbox.ControlOdooAsync("19", new { down = "503" });

        await card.InvokeAsync(() => Button(card, "Update the list").ClickAsync());

        card.WaitForState(() => card.FindAll(".note.bad").Count == 1);
        Assert.DoesNotContain("Read ", card.Find("header").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("1970", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_administrator_sees_how_it_stands_and_no_button()
    {
        await InstallAsync();
        await Rooms.Get<GatewaySwitch>().OnAsync(_id, TestRooms.Anna, Ct);
        var card = await OpenAsync(isAdmin: false);

        await UntilAsync(() => card.Markup.Contains("Posts to", StringComparison.Ordinal));
        Assert.Empty(card.FindAll("button"));
    }

    private async Task InstallAsync()
    {
        await Sandbox.ControlOdooAsync("19", new { patched = true });
        await Rooms.Get<Modules>().UpdateListAsync(_id, TestRooms.Anna, Ct);
        Assert.True((await Rooms.Get<Modules>().InstallAsync(_id, "ipai_sms_gateway", TestRooms.Anna, Ct)).IsDone);
    }

    private string? Token() => Sandbox.World.Odoo.Desk("19")!.Parameters.SingleOrDefault(parameter => parameter.Key == "smsadmin.api_key")?.Value;

    private async Task<IRenderedComponent<ModulesCard>> OpenAsync(bool isAdmin = true)
    {
        var connection = (await Rooms.Get<Connections>().FindAsync(_id, Ct))!;
        return Open<ModulesCard>("/odoo", with: card => card.Add(c => c.Connection, connection).Add(c => c.IsAdmin, isAdmin).Add(c => c.Actor, TestRooms.Anna));
    }

    private static async Task PressAsync(IRenderedComponent<ModulesCard> card, IRenderedComponent<MudDialogProvider> dialogs, string button)
    {
        var pressing = card.InvokeAsync(() => Button(card, button).ClickAsync());
        (await dialogs.WaitForElementAsync(".mud-dialog-actions button:last-child")).Click();
        await pressing;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ModulesCard> card, string says) => card.FindAll("button").Single(button => button.TextContent.Contains(says, StringComparison.Ordinal));
}
