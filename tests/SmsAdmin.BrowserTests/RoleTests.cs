namespace SmsAdmin.BrowserTests;

/// <summary>Who sees what, and how one gets about without a mouse.</summary>
public sealed class RoleTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Fact]
    public async Task Support_reads_the_log_with_masked_numbers_and_cannot_send()
    {
        var admin = await console.OpenAsync();
        var form = await SendForm.OpenAsync(admin);
        await form.SubmitAsync("+12015550123", "Hello");
        var id = await form.MessageIdAsync();

        var own = await console.VisitAsync();
        await new Person("Sam Support", "sam@example.com", "another four words").AddAsync(admin, own, "Support");
        await own.GoAsync("/messages");
        var masked = own.Locator("main tr", new() { Has = own.Locator($"a[href*='{id}']") });
        await Expect(masked).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\+1\b.*•.*23"));
        await Expect(own.GetByRole(AriaRole.Link, new() { Name = "Send", Exact = true })).ToHaveCountAsync(0);
        foreach (var path in (string[])["/messages", $"/messages/{id}"])
        {
            await own.GoAsync(path);
            var shown = await own.ContentAsync();
            Assert.DoesNotContain("12015550123", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("201-555-0123", shown, StringComparison.Ordinal);
        }

        await own.GotoAsync("/send");
        await Expect(own.Locator("main")).ToContainTextAsync("Your role does not open this page");
    }

    [Fact]
    public async Task A_test_is_sent_by_keyboard_alone_on_a_phone()
    {
        var page = await console.OpenAsync(new Look(false, Look.Phone));
        var form = await SendForm.OpenAsync(page);
        await TabToAsync(page, form.To);
        await page.Keyboard.TypeAsync("+12015550100");
        await TabToAsync(page, form.Text);
        await page.Keyboard.TypeAsync("By keyboard alone");
        await TabToAsync(page, form.Send);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".explain .top")).ToContainTextAsync("Delivered");
    }

    [Fact]
    public async Task No_address_makes_a_page_link_to_another_host()
    {
        var page = await console.OpenAsync();
        await page.GoAsync($"{console.Program.Address.GetLeftPart(UriPartial.Authority)}//evil.example/messages");
        await Expect(page.Locator("a.skip")).ToHaveAttributeAsync("href", "/#main");
    }

    [Fact]
    public async Task The_theme_flips_at_once_and_is_kept()
    {
        var page = await console.OpenAsync();
        await page.GoAsync("/messages");
        var before = await GroundAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "theme" }).First.ClickAsync();
        await Expect(page.Locator("body")).Not.ToHaveCSSAsync("background-color", before);
        var after = await GroundAsync(page);
        await page.GoAsync("/messages");
        Assert.Equal(after, await GroundAsync(page));
    }

    // From wherever the focus is, as on a page that was just opened: forward, and never further than all it has.
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        const int stops = 25;
        for (var presses = 0; presses < stops; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement")) return;
        }

        Assert.Fail($"{target} was not reached in {stops} presses of Tab.");
    }

    private static Task<string> GroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
