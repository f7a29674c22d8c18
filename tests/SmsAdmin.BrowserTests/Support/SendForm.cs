namespace SmsAdmin.BrowserTests.Support;

/// <summary>The test send, as a person uses it.</summary>
internal sealed class SendForm(IPage page)
{
    public ILocator To => page.Locator("#to");

    public ILocator Text => page.Locator("#text");

    public ILocator Send => page.GetByRole(AriaRole.Button, new() { Name = "Send test" });

    /// <summary>What became of it: the panel that changes while the reader waits.</summary>
    public ILocator Result => page.Locator(".explain");

    /// <param name="plan">The plan to send through; null for the default.</param>
    public static async Task<SendForm> OpenAsync(IPage page, string? plan = null)
    {
        await page.GoAsync("/send");
        // Where there is one plan only, there is nothing to choose.
        if (plan is not null && await page.Locator("select#plan").CountAsync() > 0)
        {
            var option = page.Locator("#plan option", new() { HasText = plan });
            await page.Locator("#plan").SelectOptionAsync((await option.GetAttributeAsync("value"))!);
        }

        return new SendForm(page);
    }

    public async Task SubmitAsync(string to, string text)
    {
        await To.FillAsync(to);
        await Text.FillAsync(text);
        await Send.ClickAsync();
        await Expect(Result).ToBeVisibleAsync();
    }

    /// <summary>Clears the form for the next one.</summary>
    public Task AnotherAsync() => page.GetByRole(AriaRole.Button, new() { Name = "Send another" }).ClickAsync();

    /// <summary>Ours, as it went out on the wire.</summary>
    public async Task<string> MessageIdAsync()
    {
        var href = await page.GetByRole(AriaRole.Link, new() { Name = "Open the message" }).GetAttributeAsync("href");
        return href!.Split('/').Last();
    }
}
