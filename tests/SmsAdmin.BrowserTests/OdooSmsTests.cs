using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.BrowserTests;

/// <summary>Odoo's own SMS, led through SmsAdmin by one switch: what a person sees on both sides, also after a restart.</summary>
public sealed class OdooSmsTests(Chromium chromium)
{
    private const string Good = "+12015550100";
    private const string Failing = "+12035551150";
    private const string OverQuota = "+12015550101";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Odoo_shows_sent_failed_and_no_credit_and_what_the_quota_refused_goes_out_on_its_retry()
    {
        var storage = Directory.CreateTempSubdirectory("smsadmin-odoo-");
        try
        {
            string path, uuid;
            await using (var program = await StartAsync(storage))
            {
                using var odoo = new SandboxOdoo(program, "19");
                using var backstage = new Backstage(program);
                var page = await chromium.OpenAsync(program.Address);
                await Person.Anna.SignInAsync(page);
                await backstage.AddPlanAsync("acme-odoo", "token-odoo");
                await PlanForm.AddAsync(page, "Acme", "acme-odoo", "token-odoo", "us", backstage.BaseUrl);
                await QuotaAsync(page, "2");
                await ConnectAsync(page, odoo);
                var card = await SwitchOnAsync(page);

                // One call, of which the quota has room for two.
                var desk = await ComposeAsync(page, "Your table is ready", Good, Failing, OverQuota);
                await Expect(card).ToContainTextAsync("2 queued, 1 refused: over quota");
                await ShowsAsync(desk, Good, "Delivered");
                await ShowsAsync(desk, Failing, "Bounced", "Invalid Destination");
                await ShowsAsync(desk, OverQuota, "Error", "Insufficient Credit");
                await Expect(card).ToContainTextAsync("last taken at");

                await QuotaAsync(page, "20");
                uuid = (await odoo.TextsAsync()).Single(text => text.Number == Good).Uuid;
                await desk.GetByRole(AriaRole.Button, new() { Name = "Resend 1 failed" }).ClickAsync();
                await ShowsAsync(desk, OverQuota, "Delivered");
                await ShowsAsync(desk, Failing, "Bounced", "Invalid Destination");
                Assert.Equal(3, (await backstage.LedgerAsync("acme-odoo")).Accepted);

                path = new Uri(await odoo.ParameterAsync("sms.endpoint")).AbsolutePath;
                Assert.Equal("processing", await HandInAsync(program, path, uuid));
                await ShowsUuidAsync(page, uuid);
                await page.Context.CloseAsync();
                await program.StopAsync(Ct);
            }

            await using (var again = await StartAsync(storage))
            {
                using var backstage = new Backstage(again);
                Assert.Equal("processing", await HandInAsync(again, path, uuid));
                var page = await chromium.OpenAsync(again.Address);
                await Person.Anna.SignInAsync(page);
                await page.GoAsync("/messages");
                await Expect(page.Locator("main table tbody tr")).ToHaveCountAsync(3);
                Assert.Equal(0, (await backstage.LedgerAsync()).Accepted);
                await page.Context.CloseAsync();
            }
        }
        finally
        {
            storage.Delete(recursive: true);
        }
    }

    private static Task<RunningProgram> StartAsync(DirectoryInfo storage) =>
        RunningProgram.StartAsync(Ct, storage, ("SMSADMIN_ADMIN_EMAIL", Person.Anna.Email), ("SMSADMIN_ADMIN_PASSWORD", Person.Anna.Password));

    private static async Task QuotaAsync(IPage page, string perDay)
    {
        var tab = await page.Context.NewPageAsync();
        await tab.GoAsync("/credentials");
        await PlanForm.Card(tab, "Acme").GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await tab.WaitForURLAsync("**/edit");
        await tab.IsReadyAsync();
        await tab.Locator("#perDay").FillAsync(perDay);
        await tab.Locator("main form button[type=submit]").ClickAsync();
        await tab.WaitForURLAsync("**/credentials?changed=*");
        await tab.CloseAsync();
    }

    private static async Task ConnectAsync(IPage page, SandboxOdoo odoo)
    {
        await page.GoAsync("/odoo/new");
        await page.Locator("#name").FillAsync("acme-prod");
        await page.Locator("#planId").SelectOptionAsync(new SelectOptionValue { Label = "Acme" });
        await page.Locator("#url").FillAsync(odoo.Url);
        await page.GetByLabel("This host is in my own network").CheckAsync();
        await page.Locator("#database").FillAsync("odoo");
        await page.Locator("#login").FillAsync("admin");
        await page.Locator("#credential").FillAsync(SandboxOdoo.Key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and test" }).ClickAsync();
        await page.WaitForURLAsync("**/odoo?c=*");
        await page.IsReadyAsync();
    }

    private static async Task<ILocator> SwitchOnAsync(IPage page)
    {
        var card = page.Locator("section.card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Odoo’s own SMS" }) });
        await card.GetByRole(AriaRole.Button, new() { Name = "Send Odoo’s SMS through SmsAdmin" }).ClickAsync();
        await Expect(card.Locator("header")).ToContainTextAsync("Through SmsAdmin");
        await Expect(card).ToContainTextAsync("written and read back");
        return card;
    }

    // In the sandbox's Odoo, as somebody who works there.
    private static async Task<IPage> ComposeAsync(IPage page, string body, params string[] numbers)
    {
        var desk = await page.Context.NewPageAsync();
        await desk.GoAsync("/sandbox/odoo");
        await desk.IsReadyAsync();
        await desk.Locator("#numbers").FillAsync(string.Join('\n', numbers));
        await desk.Locator("#body").FillAsync(body);
        await desk.GetByRole(AriaRole.Button, new() { Name = "Send SMS" }).ClickAsync();
        return desk;
    }

    private static async Task ShowsAsync(IPage desk, string number, params string[] words)
    {
        var row = desk.Locator("section.card tbody tr", new() { HasText = number });
        foreach (var word in words) await Expect(row).ToContainTextAsync(word, new() { Timeout = 45_000 });
    }

    // What Odoo posts when it did not hear the answer.
    private static async Task<string> HandInAsync(RunningProgram program, string path, string uuid)
    {
        using var http = new HttpClient();
        var call = new { jsonrpc = "2.0", method = "call", id = 1, @params = new { messages = new[] { new { content = "Your table is ready", numbers = new[] { new { uuid, number = Good } } } } } };
        using var answer = await http.PostAsJsonAsync(new Uri(program.Address, $"{path}/api/sms/3/send"), call, Ct);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("result")[0].GetProperty("state").GetString()!;
    }

    private static async Task ShowsUuidAsync(IPage page, string uuid)
    {
        await page.GoAsync("/messages?q=%2B12015550100");
        await page.Locator("main table tbody a").First.ClickAsync();
        await page.WaitForURLAsync("**/messages/*-*");
        await Expect(page.Locator($"main button[data-copy='{uuid}']")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "acme-prod" })).ToBeVisibleAsync();
    }
}
