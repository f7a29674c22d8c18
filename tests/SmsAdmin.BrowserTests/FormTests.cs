namespace SmsAdmin.BrowserTests;

/// <summary>What cannot be sent is told where the eye is; nothing is queued, and nothing typed is lost.</summary>
public sealed class FormTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const string Text = "A text worth keeping";

    [Theory]
    [InlineData("070-174 06 05", "no country code")]
    [InlineData("+46 70 CALL ME", "digits only")]
    [InlineData("+46 8 506 600 00", "landline")]
    [InlineData("+1234567890", "runbook’s example")]
    [InlineData("YOUR_SINCH_NUMBER", "runbook’s example")]
    [InlineData("", "Whom to")]
    public async Task A_recipient_that_is_none_is_told_and_stays_in_the_form(string to, string says)
    {
        var page = await console.OpenAsync();
        var form = await FilledAsync(page, to);
        await form.Send.ClickAsync();
        await Expect(page.Locator(".f:has(> #to) > .hint.err")).ToContainTextAsync(says);
        await Expect(form.To).ToHaveValueAsync(to);
        await Expect(form.Text).ToHaveValueAsync(Text);
        await NothingIsQueuedAsync(page);
    }

    [Fact]
    public async Task A_number_without_its_country_code_is_mended_by_a_click()
    {
        var page = await console.OpenAsync();
        var form = await FilledAsync(page, "(201) 555-0123");
        await form.Text.FocusAsync();
        var fault = page.Locator(".f:has(> #to) > .hint.err");
        await fault.GetByRole(AriaRole.Button, new() { Name = "+1 201-555-0123" }).ClickAsync();
        await Expect(fault).ToHaveCountAsync(0);
        await Expect(form.To).ToHaveValueAsync("+1 201-555-0123");
        await Expect(page.Locator("#to-says")).ToContainTextAsync("+12015550123");
        await NothingIsQueuedAsync(page);
    }

    [Theory]
    [InlineData("TwelveLetter", "12 characters are too many")]
    [InlineData("+1234567890", "runbook’s example")]
    [InlineData("YOUR_SINCH_NUMBER", "runbook’s example")]
    public async Task A_sender_that_is_none_is_told_and_stays_in_the_form(string sender, string says)
    {
        var page = await console.OpenAsync();
        var form = await FilledAsync(page, "+12015550100");
        await page.Locator("#from").SelectOptionAsync("other");
        await page.Locator("#other").FillAsync(sender);
        await form.Send.ClickAsync();
        await Expect(page.Locator(".f:has(> #other) > .hint.err")).ToContainTextAsync(says);
        await Expect(page.Locator("#other")).ToHaveValueAsync(sender);
        await Expect(form.Text).ToHaveValueAsync(Text);
        await NothingIsQueuedAsync(page);
    }

    [Fact]
    public async Task An_empty_text_and_one_that_is_too_long_are_told()
    {
        var page = await console.OpenAsync();
        var form = await FilledAsync(page, "+12015550100", "");
        await form.Send.ClickAsync();
        var fault = page.Locator(".f:has(> #text) > .hint.err");
        await Expect(fault).ToContainTextAsync("Write a text first.");
        await form.Text.FillAsync(new string('a', 2001));
        await form.Send.ClickAsync();
        await Expect(fault).ToContainTextAsync("at most 2,000 characters");
        await Expect(form.Text).ToHaveValueAsync(new string('a', 2001));
        await NothingIsQueuedAsync(page);
    }

    private static async Task<SendForm> FilledAsync(IPage page, string to, string text = Text)
    {
        var form = await SendForm.OpenAsync(page);
        await form.To.FillAsync(to);
        await form.Text.FillAsync(text);
        return form;
    }

    // Neither here nor at Sinch, whatever a test of this class did before.
    private async Task NothingIsQueuedAsync(IPage page)
    {
        await page.GoAsync("/messages");
        await Expect(page.Locator("main .empty h2")).ToHaveTextAsync("No messages yet");
        using var backstage = new Backstage(console.Program);
        Assert.Equal(0, (await backstage.LedgerAsync()).Accepted);
        await page.Context.CloseAsync();
    }
}
