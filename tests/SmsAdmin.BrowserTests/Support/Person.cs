namespace SmsAdmin.BrowserTests.Support;

/// <summary>Somebody in front of the console.</summary>
public sealed record Person(string Name, string Email, string Password)
{
    public static Person Anna { get; } = new("Anna Lind", "anna@example.com", "four words make one");

    public async Task SetUpAsync(IPage page, string code)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Set-up code").FillAsync(code);
        await page.GetByLabel("Your name").FillAsync(Name);
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up and sign in" }).ClickAsync();
        await page.IsReadyAsync();
    }

    public async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    public static async Task SignOutAsync(IPage page)
    {
        await page.Locator("button.who").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    /// <summary>An administrator adds this person, who then chooses the password that they go by.</summary>
    public async Task AddAsync(IPage admin, IPage own, string role)
    {
        const string first = "the first password";
        await admin.GotoAsync("/users/new");
        await admin.GetByLabel("Name").FillAsync(Name);
        await admin.GetByLabel("Email").FillAsync(Email);
        await admin.GetByLabel(role, new() { Exact = false }).First.CheckAsync();
        await admin.GetByLabel("password", new() { Exact = false }).First.FillAsync(first);
        await admin.Locator("main form button[type=submit]").ClickAsync();
        await admin.WaitForURLAsync("**/users**");

        var asked = this with { Password = first };
        await asked.SignInAsync(own);
        await asked.ChangePasswordAsync(own, Password);
    }

    /// <summary>Chooses another password, signed in.</summary>
    public async Task ChangePasswordAsync(IPage page, string next)
    {
        await page.GotoAsync("/account/password");
        await page.GetByLabel("Current password").FillAsync(Password);
        await page.GetByLabel("New password").FillAsync(next);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/account/password", StringComparison.Ordinal));
    }
}
