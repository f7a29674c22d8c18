namespace SmsAdmin.BrowserTests;

/// <summary>
/// The server goes away under the forms that make something for good: an Odoo connection, a program's key, a one-time code. What was
/// typed is there again but for what is secret, and however often the form is pressed, one thing is made.
/// </summary>
public sealed class LostPostsTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const string To = "+12015550174";

    [Fact]
    public async Task An_Odoo_connection_comes_back_without_its_key_and_is_added_once()
    {
        var page = await console.OpenAsync();
        await OdooForm.FillAsync(page, "acme-lost", "19");
        await page.Locator("#credential").FillAsync(SandboxOdoo.Key);
        await NothingReadableAsync(page, SandboxOdoo.Key);

        await console.KillUnderAsync(page);
        await ComesBackAsync();
        await NothingReadableAsync(page, SandboxOdoo.Key);

        var pressed = await page.KeptAsync();
        await page.Locator("#credential").FillAsync(SandboxOdoo.Key);
        var added = "";
        Assert.Equal(1, await page.PostTwiceAsync(OdooForm.Add(page), async () => added = await OdooForm.AddedAsync(page)));
        await NothingReadableAsync(page, SandboxOdoo.Key);

        // The answer got lost on its way, and the form is pressed again.
        await page.KeepAgainAsync(pressed);
        await page.GoAsync("/odoo/new");
        await console.KillUnderAsync(page);
        await ComesBackAsync();
        await page.Locator("#credential").FillAsync(SandboxOdoo.Key);
        await OdooForm.Add(page).ClickAsync();
        Assert.Equal(added, await OdooForm.AddedAsync(page));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "acme-lost" })).ToBeVisibleAsync();
        // Where there are several, they stand in a list.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Odoo databases" })).ToHaveCountAsync(0);
        Assert.Empty(await page.KeptAsync());

        async Task ComesBackAsync()
        {
            await Expect(page.Locator("#name")).ToHaveValueAsync("acme-lost");
            await Expect(page.Locator("#url")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("/sandbox/odoo/19$"));
            await Expect(page.GetByLabel("This host is in my own network")).ToBeCheckedAsync();
            await Expect(page.Locator("#database")).ToHaveValueAsync("odoo");
            await Expect(page.Locator("#login")).ToHaveValueAsync("admin");
            await Expect(page.Locator("#credential")).ToHaveValueAsync("");
            await Expect(page.GetByText("is back, without the key")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task A_key_is_made_once_however_often_its_form_is_posted_and_shown_once()
    {
        var page = await console.OpenAsync();
        await page.GoAsync("/api-keys/new");
        await page.Locator("#name").FillAsync("Lost and found");
        await page.Locator("input[value='usage:read']").UncheckAsync();
        await page.Locator("#expires").SelectOptionAsync("90");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Test" }).CheckAsync();
        await page.Locator("#networks").FillAsync("192.0.2.0/24");
        await page.Locator("#window").SelectOptionAsync("300");

        await console.KillUnderAsync(page);
        await ComesBackAsync();

        var pressed = await page.KeptAsync();
        var isMade = page.GetByRole(AriaRole.Heading, new() { Name = "The key is made" });
        Assert.Equal(1, await page.PostTwiceAsync(page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }), () => Expect(isMade).ToBeVisibleAsync()));
        var key = (await page.Locator("main pre[aria-label='API key']").InnerTextAsync()).Trim();
        await NothingReadableAsync(page, key);

        // Loaded anew, a browser posts what it had posted.
        await page.ReloadAsync();
        await IsMadeAlreadyAsync();

        await page.KeepAgainAsync(pressed);
        await page.GoAsync("/api-keys/new");
        await console.KillUnderAsync(page);
        await ComesBackAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await IsMadeAlreadyAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Make another key" }).ClickAsync();
        await Expect(page.Locator("#name")).ToHaveValueAsync("");
        await page.GoAsync("/api-keys");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);

        async Task ComesBackAsync()
        {
            await Expect(page.Locator("#name")).ToHaveValueAsync("Lost and found");
            await Expect(page.Locator("input[value='usage:read']")).Not.ToBeCheckedAsync();
            await Expect(page.Locator("input[value='messages:send']")).ToBeCheckedAsync();
            await Expect(page.Locator("#expires")).ToHaveValueAsync("90");
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Test" })).ToBeCheckedAsync();
            await Expect(page.Locator("#networks")).ToHaveValueAsync("192.0.2.0/24");
            await Expect(page.Locator("#window")).ToHaveValueAsync("300");
        }

        async Task IsMadeAlreadyAsync()
        {
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "This key is made already" })).ToBeVisibleAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("Lost and found");
            await Expect(page.Locator("main")).Not.ToContainTextAsync(key);
        }
    }

    [Fact]
    public async Task A_code_that_is_tried_goes_out_once()
    {
        var page = await console.OpenAsync();
        await page.GoAsync("/otp");
        await page.Locator("#to").FillAsync(To);
        await page.Locator("#purpose").FillAsync("payment");
        await page.Locator("#locale").SelectOptionAsync("sv");
        await page.Locator("#app_name").FillAsync("Acme shop");
        await page.Locator("#domain").FillAsync("shop.example.com");

        await console.KillUnderAsync(page);
        await ComesBackAsync();

        var pressed = await page.KeptAsync();
        var send = page.GetByRole(AriaRole.Button, new() { Name = "Send a code" });
        await send.PressTwiceAsync();
        await page.WaitForURLAsync("**/otp/*-*");
        var verification = new OtpForm(page).Id;

        await page.KeepAgainAsync(pressed);
        await page.GoAsync("/otp");
        await console.KillUnderAsync(page);
        await ComesBackAsync();
        await send.ClickAsync();
        await page.WaitForURLAsync("**/otp/*-*");
        Assert.Equal(verification, new OtpForm(page).Id);

        await page.GoAsync("/otp");
        await Expect(page.Locator("#to")).ToHaveValueAsync("");
        await Expect(page.Locator("main table.rows .row-link")).ToHaveCountAsync(1);
        await page.GoAsync("/messages");
        await Expect(page.Locator("main .rows .row-link")).ToHaveCountAsync(1);

        async Task ComesBackAsync()
        {
            await Expect(page.Locator("#to")).ToHaveValueAsync(To);
            await Expect(page.Locator("#purpose")).ToHaveValueAsync("payment");
            await Expect(page.Locator("#locale")).ToHaveValueAsync("sv");
            await Expect(page.Locator("#app_name")).ToHaveValueAsync("Acme shop");
            await Expect(page.Locator("#domain")).ToHaveValueAsync("shop.example.com");
            await Expect(page.GetByText("What you typed here before is back")).ToBeVisibleAsync();
        }
    }

    private static async Task NothingReadableAsync(IPage page, string secret) => Assert.DoesNotContain(secret, await page.ReadableAsync(), StringComparison.Ordinal);
}
