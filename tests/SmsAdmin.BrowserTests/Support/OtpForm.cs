namespace SmsAdmin.BrowserTests.Support;

/// <summary>A verification by hand, as a person does it.</summary>
internal sealed class OtpForm(IPage page)
{
    public ILocator Code => page.Locator("#code");

    public ILocator Note => page.Locator("main .note").First;

    public ILocator Status => page.Locator(".lede .st");

    public string Id => page.Url.Split('/')[^1];

    /// <summary>Sends a code to a number, and waits for the page of the verification.</summary>
    public static async Task<OtpForm> StartAsync(IPage page, string to, string domain = "")
    {
        await page.GoAsync("/otp");
        await page.Locator("#to").FillAsync(to);
        await page.Locator("#domain").FillAsync(domain);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a code" }).ClickAsync();
        await page.WaitForURLAsync("**/otp/*-*");
        await page.IsReadyAsync();
        return new OtpForm(page);
    }

    /// <summary>The verification that stands first in the list; one is started where there is none.</summary>
    public static async Task<string> AnyIdAsync(IPage page)
    {
        await page.GoAsync("/otp");
        var first = page.Locator("main table.rows a.row-link").First;
        if (await first.CountAsync() > 0) return (await first.GetAttributeAsync("href"))!.Split('/')[^1];
        return (await StartAsync(page, "+12015550177")).Id;
    }

    /// <summary>Enters a code by the plain form, and waits until the page tells of it.</summary>
    public async Task EnterAsync(string code)
    {
        await Code.FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the code" }).ClickAsync();
        await page.IsReadyAsync();
        await Expect(Note).ToBeVisibleAsync();
    }
}
