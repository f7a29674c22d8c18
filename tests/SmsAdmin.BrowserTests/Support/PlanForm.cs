namespace SmsAdmin.BrowserTests.Support;

/// <summary>Adding a service plan, as an administrator does it.</summary>
internal static class PlanForm
{
    /// <summary>Fills the form and posts it; the page that comes next is the plan's card, or the form with its faults.</summary>
    public static async Task AddAsync(IPage page, string name, string servicePlanId, string token, string region, string baseUrl)
    {
        await page.GoAsync("/credentials/new");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#servicePlanId").FillAsync(servicePlanId);
        await page.Locator("#token").FillAsync(token);
        await page.Locator("#region").SelectOptionAsync(region);
        await page.Locator("#sender").FillAsync("+12015550199");
        await page.Locator("summary").GetByText("A host other than Sinch").ClickAsync();
        await page.Locator("#baseUrl").FillAsync(baseUrl);
        await page.GetByLabel("This host is in my own network").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and check with Sinch" }).ClickAsync();
        await page.WaitForURLAsync("**/credentials?added=*");
        await page.IsReadyAsync();
    }

    /// <summary>Points a plan that has a host of its own at another, and has Sinch asked there.</summary>
    public static async Task MoveAsync(IPage page, string name, string baseUrl)
    {
        await page.GoAsync("/credentials");
        await Card(page, name).GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await page.IsReadyAsync();
        await page.Locator("#baseUrl").FillAsync(baseUrl);
        await page.Locator("main form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync("**/credentials?changed=*");
        await page.IsReadyAsync();
        await Expect(Card(page, name)).ToContainTextAsync("Verified");
    }

    /// <summary>The card of a plan.</summary>
    public static ILocator Card(IPage page, string name) =>
        page.Locator("section.card", new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }) });
}
