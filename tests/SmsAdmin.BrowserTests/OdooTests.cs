using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.BrowserTests;

/// <summary>The sandbox's Odoos, one by one: what is pushed arrives, and what somebody changes there is seen.</summary>
public sealed class OdooTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    // The versions share the plan, so each has senders of its own: what one adopted is nothing new to the next.
    [InlineData("17", "+12015550171", "+12015550172")]
    [InlineData("18", "+12015550181", "+12015550182")]
    [InlineData("19", "+12015550191", "+12015550192")]
    [InlineData("19.1", "+12015550193", "+12015550194")]
    public async Task Four_differences_are_pushed_and_a_change_there_is_seen_adopted_and_pushed_over(string version, string adopted, string pushedOver)
    {
        var page = await console.OpenAsync();
        await OdooForm.AddAsync(page, $"acme-{version}", version);
        var card = page.Locator("section.card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "System parameters" }) });
        await Expect(card.Locator("tbody .st.warn")).ToHaveCountAsync(4);

        await PressAsync(card, "Push ours to Odoo");
        await Expect(card).ToContainTextAsync("This would change in Odoo");
        await PressAsync(card, "Push 4 changes");
        await Expect(card).ToContainTextAsync("4 parameters pushed and read back");
        await Expect(card.Locator("tbody .st.ok")).ToHaveCountAsync(4);
        await Expect(card.Locator("details .st.ok")).ToHaveCountAsync(4);

        await ChangeThereAsync(version, adopted);
        await PressAsync(card, "Read again");
        await Expect(card).ToContainTextAsync("sinch.from_number differs");
        await Expect(card.Locator("tr.warnrow time")).ToHaveCountAsync(1);
        await Expect(card.Locator("tr.warnrow")).ToContainTextAsync("by Administrator");
        await PressAsync(card, "Adopt Odoo’s");
        await PressAsync(card, "Adopt 1 change");
        await Expect(card).ToContainTextAsync("Odoo’s sinch.from_number is ours now");
        await Expect(card.Locator("tbody .st.ok")).ToHaveCountAsync(4);

        await ChangeThereAsync(version, pushedOver);
        await PressAsync(card, "Read again");
        await PressAsync(card, "Push ours to Odoo");
        await PressAsync(card, "Push 1 change");
        await Expect(card).ToContainTextAsync("1 parameter pushed and read back");
        await Expect(card.Locator("tbody .st.ok")).ToHaveCountAsync(4);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_mended_gateway_module_is_installed_pointed_here_sends_through_SmsAdmin_and_is_taken_off()
    {
        using var odoo = new HttpClient { BaseAddress = new Uri(console.Program.Address, "/sandbox/odoo/18/control/") };
        var page = await console.OpenAsync();
        await OdooForm.AddAsync(page, "acme-gateway", "18");
        using (await odoo.PostAsJsonAsync("settings", new { patched = true }, Ct)) { }
        var card = page.Locator("section.card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Modules" }) });
        await PressAsync(card, "Update the list");
        await PressAsync(card, "Install ipai_sms_gateway");
        await YesAsync(page, "Install ipai_sms_gateway");
        await PressAsync(card, "Point its provider here");
        await YesAsync(page, "Point it here");
        await Expect(card).ToContainTextAsync("ipai_sms_gateway sends through SmsAdmin now");
        await Expect(card.Locator("details .st.ok")).ToHaveCountAsync(5);

        using (var sent = await odoo.PostAsJsonAsync("gateway", new { to = "+12015550100", body = "By the module" }, Ct)) sent.EnsureSuccessStatusCode();
        var text = (await odoo.GetFromJsonAsync<JsonElement>("gateway", Ct))[0];
        Assert.Equal("sent", text.GetProperty("state").GetString());
        var log = await page.Context.NewPageAsync();
        await log.GoAsync($"/messages/{text.GetProperty("external_id").GetString()}");
        await Expect(log.Locator("main")).ToContainTextAsync("acme-gateway, ipai_sms_gateway");
        await log.CloseAsync();

        await PressAsync(card, "Take it off");
        await YesAsync(page, "Take it off");
        await Expect(card).ToContainTextAsync("Our provider is archived, the parameter is as it was, and the key has ended.");
        await page.Context.CloseAsync();
    }

    private static Task YesAsync(IPage page, string button) => page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    private static Task PressAsync(ILocator card, string button) => card.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    private async Task ChangeThereAsync(string version, string sender)
    {
        using var http = new HttpClient { BaseAddress = new Uri(console.Program.Address, $"/sandbox/odoo/{version}/control/") };
        using var answer = await http.PostAsJsonAsync("parameters", new { user = "admin", key = "sinch.from_number", value = sender }, Ct);
        answer.EnsureSuccessStatusCode();
    }
}
