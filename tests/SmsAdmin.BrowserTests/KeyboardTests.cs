using System.Text.RegularExpressions;

namespace SmsAdmin.BrowserTests;

/// <summary>Each main flow by keyboard alone on a phone's screen. No click, and no focus but by Tab, Enter, Space, arrows and Escape.</summary>
public sealed partial class KeyboardTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Fact]
    public async Task Somebody_signs_in()
    {
        var hands = await Keyboard.OnAsync(await console.VisitAsync());
        await hands.Page.GotoAsync("/sign-in");
        await hands.TypeAsync("Email", Person.Anna.Email);
        await hands.TypeAsync("Password", Person.Anna.Password);
        await hands.KeyAsync("Enter");
        await Expect(hands.Page.Locator("main h1")).ToBeFocusedAsync();
        await hands.TabToAsync(hands.Page.Locator("button.who"), back: true);
        await hands.KeyAsync("Enter");
        await hands.TabToAsync(hands.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));
        await hands.KeyAsync("Escape");
        await Expect(hands.Page.Locator("button.who")).ToBeFocusedAsync();
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_test_is_sent_found_in_the_log_and_opened()
    {
        const string to = "+12015550163";
        var hands = await OnAsync("/");
        await hands.OpenAsync("Send", "Send a test");
        await hands.TypeAsync("To", to);
        await hands.TypeAsync("Text", "By keyboard alone");
        await hands.PressAsync(AriaRole.Button, "Send test");
        await Expect(hands.Page.Locator(".explain .top")).ToContainTextAsync("Delivered");
        // The button that was pressed can be pressed no more: the focus is still where it was.
        await hands.TabToAsync(hands.Page.GetByRole(AriaRole.Link, new() { Name = "Open the message" }));

        await hands.OpenAsync("Messages");
        await hands.KeyAsync("/");
        await hands.Page.Keyboard.TypeAsync(to[^4..]);
        await hands.KeyAsync("Enter");
        await Expect(hands.Page).ToHaveURLAsync(Searched());
        var line = hands.Page.Locator("main .row-link");
        await Expect(line).ToHaveCountAsync(1);
        await hands.TabToAsync(line);
        await hands.KeyAsync("Enter");
        await Expect(hands.Page.Locator("main h1")).ToBeFocusedAsync();
        await Expect(hands.Page.Locator(".explain .top")).ToContainTextAsync("Delivered");
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_service_plan_is_added()
    {
        using var backstage = new Backstage(console.Program);
        await backstage.AddPlanAsync("by-keyboard", "a-token-by-keyboard");
        var hands = await OnAsync("/credentials");
        await hands.FollowAsync("Add a plan");
        await hands.TypeAsync("Name", "By keyboard");
        await hands.TypeAsync("Service Plan ID", "by-keyboard");
        await hands.TypeAsync("API token", "a-token-by-keyboard");
        await hands.TabToAsync(hands.Page.GetByLabel("Region", new() { Exact = true }));
        await hands.Page.Keyboard.TypeAsync("us");
        await hands.TypeAsync("Sender optional", "+12015550199");
        await hands.TabToAsync(hands.Page.Locator("summary", new() { HasText = "A host other than Sinch" }));
        await hands.KeyAsync("Enter");
        await hands.TypeAsync("Base URL optional", backstage.BaseUrl);
        await hands.TabToAsync(hands.Page.GetByLabel("This host is in my own network"));
        await hands.KeyAsync("Space");
        await hands.PressAsync(AriaRole.Button, "Add and check with Sinch");
        var card = PlanForm.Card(hands.Page, "By keyboard");
        await hands.StandsOnAsync("Credentials");
        await Expect(card).ToContainTextAsync("Verified");

        // Asked before, and left by Escape: the focus is on the button that asked.
        var sandbox = PlanForm.Card(hands.Page, "Sandbox");
        var delete = sandbox.GetByRole(AriaRole.Button, new() { Name = "Delete" });
        await hands.TabToAsync(delete);
        await hands.KeyAsync("Enter");
        await hands.IsAskedAsync();
        await hands.KeyAsync("Escape");
        await Expect(hands.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(delete).ToBeFocusedAsync();

        // The first plan of one's own is the default at once. The button that gives that back goes with it: its card has the focus.
        await hands.PressAsync(AriaRole.Button, "Make default", back: true);
        await Expect(sandbox.Locator("header")).ToContainTextAsync("Default");
        await Expect(hands.Page.Locator("main .card:focus")).ToHaveCountAsync(1);
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_checklist_is_run_and_its_evidence_is_opened()
    {
        var hands = await OnAsync("/");
        await hands.OpenAsync("Checklist");
        await hands.PressAsync(AriaRole.Button, "Run all (2 SMS)");
        await Expect(hands.Page.Locator(".sum .big")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(hands.Page.Locator(":focus")).ToHaveCountAsync(1);
        var passed = hands.Page.Locator(".chk > .ok").First;
        await hands.TabToAsync(passed.Locator("summary"));
        await hands.KeyAsync("Enter");
        await Expect(passed.Locator(".ev")).ToBeVisibleAsync();
        await hands.PressAsync(AriaRole.Button, "More", back: true);
        await hands.PressAsync(AriaRole.Link, "Report");
        await Expect(hands.Page.Locator("main")).ToContainTextAsync("13. Key ring: Pass");
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_code_is_sent_read_from_the_phone_and_verified()
    {
        const string to = "+12015550173";
        var hands = await OnAsync("/");
        await hands.OpenAsync("Verifications");
        await hands.TypeAsync("To", to);
        await hands.PressAsync(AriaRole.Button, "Send a code (1 SMS)");
        await Expect(hands.Page.Locator("main table.rows .st")).ToHaveTextAsync("Delivered");
        using var backstage = new Backstage(console.Program);
        var text = (await backstage.TextsAsync(to))[0];
        await hands.TypeAsync("Code", SixDigits().Match(text).Value);
        await hands.KeyAsync("Enter");
        await Expect(hands.Page.Locator("main .note").First).ToContainTextAsync("Verified");
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_key_is_made_and_revoked()
    {
        var hands = await OnAsync("/");
        await hands.OpenAsync("API keys");
        await hands.FollowAsync("Make a key");
        await hands.TypeAsync("Name", "By keyboard");
        await hands.PressAsync(AriaRole.Button, "Make the key");
        await hands.StandsOnAsync("The key is made");
        await hands.FollowAsync("I have copied it", "API keys");
        var row = hands.Page.Locator("main tbody tr", new() { HasText = "By keyboard" });
        await hands.TabToAsync(row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }));
        await hands.KeyAsync("Enter");
        await hands.IsAskedAsync();
        await hands.PressAsync(AriaRole.Button, "Revoke it");
        await Expect(row).ToContainTextAsync("Revoked");
        // The button that asked is gone with the key: its card has the focus.
        await Expect(hands.Page.Locator("main .card:focus")).ToHaveCountAsync(1);
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_Odoo_is_added_and_pushed_to()
    {
        using var odoo = new SandboxOdoo(console.Program, "19");
        var hands = await OnAsync("/");
        await hands.OpenAsync("Odoo");
        await hands.FollowAsync("Add a database", "Add an Odoo database");
        await hands.TypeAsync("Name", "acme-keyboard");
        await hands.TypeAsync("Address", odoo.Url);
        await hands.TabToAsync(hands.Page.GetByLabel("This host is in my own network"));
        await hands.KeyAsync("Space");
        await hands.TypeAsync("Database optional", "odoo");
        await hands.TypeAsync("Login", "admin");
        await hands.TypeAsync("API key", SandboxOdoo.Key);
        await hands.KeyAsync("Enter");
        await hands.StandsOnAsync("Odoo");
        await hands.PressAsync(AriaRole.Button, "Push ours to Odoo");
        await Expect(hands.Page.GetByRole(AriaRole.Button, new() { Name = "Push 4 changes" })).ToBeVisibleAsync();
        await hands.PressAsync(AriaRole.Button, "Push 4 changes");
        await Expect(hands.Page.Locator("main")).ToContainTextAsync("4 parameters pushed and read back");
        await Expect(hands.Page.Locator("main .card:focus")).ToHaveCountAsync(1);
        await hands.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_page_of_the_menu_is_walked_through_and_the_bar_is_skipped()
    {
        var hands = await OnAsync("/");
        var pages = await hands.Page.Locator("#nav a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))");
        var faults = new List<string>();
        foreach (var path in pages)
        {
            await hands.Page.GoAsync(path);
            await Expect(hands.Page.Locator("main h1")).ToBeFocusedAsync();
            faults.AddRange(await hands.TabToTheEndAsync());
        }

        // Upwards, what gets the focus comes in under the bar.
        await hands.Page.GoAsync("/credentials/new");
        faults.AddRange(await hands.TabToTheEndAsync(back: true));
        faults.AddRange(await hands.TabToTheEndAsync());
        Assert.Empty(faults);

        await hands.PressAsync(AriaRole.Link, "Skip to the page");
        await Expect(hands.Page.Locator("main h1")).ToBeFocusedAsync();
        await hands.Page.Context.CloseAsync();
    }

    private async Task<Keyboard> OnAsync(string path)
    {
        var hands = await Keyboard.OnAsync(await console.OpenAsync());
        await hands.Page.GoAsync(path);
        return hands;
    }

    [GeneratedRegex(@"\d{6}")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"q=0163")]
    private static partial Regex Searched();
}
