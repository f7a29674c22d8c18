namespace SmsAdmin.BrowserTests;

/// <summary>A page that stays open when its session ends elsewhere.</summary>
public sealed class SessionTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/messages")]
    public async Task Signing_out_in_one_tab_leads_the_others_to_the_sign_in(string path)
    {
        var own = await console.VisitAsync();
        await Person.Anna.SignInAsync(own);
        await own.GoAsync(path);
        var tab = await own.Context.NewPageAsync();
        await tab.GoAsync("/queue");

        await Person.SignOutAsync(tab);

        await Expect(own.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.EndsWith($"/sign-in?from={Uri.EscapeDataString(path)}", own.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_disabled_is_led_to_the_sign_in_and_who_has_another_role_sees_it_after_signing_in_again()
    {
        var admin = await console.OpenAsync();
        var own = await console.VisitAsync();
        var sam = new Person("Sam Support", "sam@example.com", "another four words");
        await sam.AddAsync(admin, own, "Support");
        await own.GoAsync("/messages");
        await admin.GoAsync("/users");
        var row = admin.Locator("tr", new() { HasText = sam.Email });

        await row.GetByRole(AriaRole.Combobox).SelectOptionAsync("Operator");
        await Expect(own.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await sam.SignInAsync(own);
        await own.GoAsync("/messages");
        await Expect(own.GetByRole(AriaRole.Link, new() { Name = "Send", Exact = true })).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(own.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_gives_up_their_own_administration_signs_in_anew()
    {
        var admin = await console.OpenAsync();
        var own = await console.VisitAsync();
        var eve = new Person("Eve Admin", "eve@example.com", "another four words");
        await eve.AddAsync(admin, own, "Admin");
        await own.GoAsync("/users");

        await own.Locator("tr", new() { HasText = eve.Email }).GetByRole(AriaRole.Combobox).SelectOptionAsync("Support");
        await own.GetByRole(AriaRole.Button, new() { Name = "Become Support" }).ClickAsync();

        await Expect(own.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
