namespace SmsAdmin.BrowserTests.Support;

/// <summary>What every page of the console has.</summary>
internal static class Pages
{
    /// <summary>Waits until clicks are heard: a click before the circuit is up is lost. A page without a circuit hears them at once.</summary>
    public static Task IsReadyAsync(this IPage page) => Expect(page.Locator("html:is([data-circuit=up], [data-circuit=none])")).ToBeAttachedAsync();

    public static async Task<IPage> GoAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.IsReadyAsync();
        return page;
    }
}
