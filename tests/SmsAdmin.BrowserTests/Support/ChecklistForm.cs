namespace SmsAdmin.BrowserTests.Support;

/// <summary>The checklist, as a person runs it.</summary>
internal static class ChecklistForm
{
    /// <summary>Asks the free items, and waits for the end.</summary>
    /// <returns>The run's id.</returns>
    public static async Task<string> FreeRunAsync(IPage page)
    {
        await page.GoAsync("/checklist");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run the free items" }).ClickAsync();
        return await RunAsync(page);
    }

    /// <summary>The id of the run that the page shows, once it is over.</summary>
    public static async Task<string> RunAsync(IPage page)
    {
        var report = page.Locator("a[href^='/checklist/'][href$='/report']");
        await Expect(report).ToHaveCountAsync(1, new() { Timeout = 60_000 });
        return (await report.GetAttributeAsync("href"))!.Split('/')[2];
    }
}
