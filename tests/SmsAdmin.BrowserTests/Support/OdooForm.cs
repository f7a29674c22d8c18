namespace SmsAdmin.BrowserTests.Support;

/// <summary>Connecting an Odoo database, as an administrator does it.</summary>
internal static class OdooForm
{
    /// <summary>Adds one of the sandbox's Odoos, and stands on its page.</summary>
    /// <param name="version">17, 18, 19 or 19.1.</param>
    /// <returns>The connection's id.</returns>
    public static async Task<string> AddAsync(IPage page, string name, string version = "19", string key = "ad00000000000000000000000000000000000001")
    {
        await FillAsync(page, name, version);
        await page.Locator("#credential").FillAsync(key);
        await Add(page).ClickAsync();
        return await AddedAsync(page);
    }

    public static ILocator Add(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Add and test" });

    /// <summary>Everything but the key.</summary>
    public static async Task FillAsync(IPage page, string name, string version)
    {
        await page.GoAsync("/odoo/new");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#url").FillAsync(new Uri(new Uri(page.Url), $"/sandbox/odoo/{version}").AbsoluteUri);
        await page.GetByLabel("This host is in my own network").CheckAsync();
        await page.Locator("#database").FillAsync("odoo");
        await page.Locator("#login").FillAsync("admin");
    }

    /// <summary>Waits for the connection's page.</summary>
    /// <returns>The connection's id.</returns>
    public static async Task<string> AddedAsync(IPage page)
    {
        await page.WaitForURLAsync("**/odoo?c=*");
        await page.IsReadyAsync();
        return page.Url.Split("c=")[1].Split('&')[0];
    }
}
