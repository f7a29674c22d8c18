namespace SmsAdmin.BrowserTests.Support;

/// <summary>Making a key for a program, as an administrator does it.</summary>
internal static class ApiKeyForm
{
    /// <summary>Makes a key that may send.</summary>
    public static async Task AddAsync(IPage page, string name)
    {
        await page.GoAsync("/api-keys/new");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("input[value='messages:send']").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The key is made" })).ToBeVisibleAsync();
    }
}
