namespace SmsAdmin.BrowserTests;

/// <summary>The server goes away under a form. What was typed is there again, and what was pressed is not sent twice.</summary>
public sealed class LostServerTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const string To = "+12015550100";
    private const string Text = "Typed before the server was lost";

    [Fact]
    public async Task A_form_outlives_the_server_and_pressed_again_it_is_the_same_message()
    {
        var page = await console.OpenAsync();
        var form = await SendForm.OpenAsync(page);
        await page.Locator("#from").SelectOptionAsync("other");
        await page.Locator("#other").FillAsync("+12015550177");
        await form.To.FillAsync(To);
        await form.Text.FillAsync(Text);
        await Expect(page.Locator("#to-says")).ToContainTextAsync(To);

        await console.KillUnderAsync(page);
        await Expect(form.To).ToHaveValueAsync(To);
        await Expect(form.Text).ToHaveValueAsync(Text);
        await Expect(page.Locator("#other")).ToHaveValueAsync("+12015550177");
        await Expect(page.Locator("#to-says")).ToContainTextAsync(To);

        // The answer to this press gets lost on its way: the window still has the form as it was pressed.
        var pressed = await page.KeptAsync();
        await form.Send.ClickAsync();
        await Expect(form.Result).ToBeVisibleAsync();
        var message = await form.MessageIdAsync();
        await page.KeepAgainAsync(pressed);

        await console.KillUnderAsync(page);
        await Expect(form.Text).ToHaveValueAsync(Text);
        await form.Send.ClickAsync();
        await Expect(form.Result).ToBeVisibleAsync();
        Assert.Equal(message, await form.MessageIdAsync());
        await page.GoAsync("/messages");
        await Expect(page.Locator(".rows .row-link")).ToHaveCountAsync(1);

        // Sent and told: nothing of it stands in the next form.
        await page.GoAsync("/send");
        await Expect(form.Text).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_is_long_to_type_is_kept_elsewhere_too_and_no_secret_is()
    {
        const string token = "a-token-half-way-in", words = "Use {code} at {app}. It is good for {minutes} minutes.\n@{domain} #{code}";
        var plan = await (await console.OpenAsync()).GoAsync("/credentials/new");
        await plan.Locator("#name").FillAsync("Half filled");
        await plan.Locator("#token").FillAsync(token);
        await plan.Locator("#region").SelectOptionAsync("eu");
        await plan.GetByRole(AriaRole.Radio, new() { Name = "Trial" }).CheckAsync();
        await plan.Locator("summary").GetByText("A host other than Sinch").ClickAsync();
        await plan.Locator("#baseUrl").FillAsync("https://sms.example.com");
        var text = await (await console.OpenAsync()).GoAsync("/otp/templates");
        await text.Locator("#text").FillAsync(words);
        await Expect(text.Locator("main pre")).ToContainTextAsync("It is good for");
        Assert.DoesNotContain(token, string.Concat((await plan.KeptAsync()).SelectMany(entry => entry)), StringComparison.Ordinal);

        await console.KillUnderAsync(plan);
        await text.ReloadAsync();
        await text.IsReadyAsync();
        await Expect(plan.Locator("#name")).ToHaveValueAsync("Half filled");
        await Expect(plan.Locator("#region")).ToHaveValueAsync("eu");
        await Expect(plan.GetByRole(AriaRole.Radio, new() { Name = "Trial" })).ToBeCheckedAsync();
        await Expect(plan.Locator("#baseUrl")).ToBeVisibleAsync();
        await Expect(plan.Locator("#baseUrl")).ToHaveValueAsync("https://sms.example.com");
        await Expect(plan.Locator("#token")).ToHaveValueAsync("");
        await Expect(plan.GetByText("is back, without the token")).ToBeVisibleAsync();
        await Expect(text.Locator("#text")).ToHaveValueAsync(words);
        await Expect(text.Locator("main pre")).ToContainTextAsync("It is good for");

        // Done, and given up: neither comes back.
        await text.GetByRole(AriaRole.Button, new() { Name = "Store as a new version" }).ClickAsync();
        await Expect(text.Locator("main .note").First).ToContainTextAsync("is stored");
        await plan.GetByRole(AriaRole.Button, new() { Name = "Begin anew" }).ClickAsync();
        await Expect(plan.Locator("#name")).ToHaveValueAsync("");
        Assert.Empty(await text.KeptAsync());
        Assert.Empty(await plan.KeptAsync());
    }
}
