using System.Diagnostics;

namespace SmsAdmin.BrowserTests;

/// <summary>Right plan, wrong region; right region, wrong token.</summary>
public sealed class CredentialsTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Fact]
    public async Task The_wrong_region_is_told_and_detect_region_names_the_right_one_by_reading_alone()
    {
        using var backstage = new Backstage(console.Program);
        await backstage.AddPlanAsync("lost-in-br", "a-token-of-brazil", "br");
        var page = await console.OpenAsync();
        await PlanForm.AddAsync(page, "Lost", "lost-in-br", "a-token-of-brazil", "us", backstage.BaseUrl);
        var card = PlanForm.Card(page, "Lost");
        await Expect(card).ToContainTextAsync("Sinch refuses");

        var watch = Stopwatch.StartNew();
        await card.GetByRole(AriaRole.Button, new() { Name = "Detect region" }).ClickAsync();
        await Expect(card).ToContainTextAsync("Found it: this plan lives in br.");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"It took {watch.Elapsed}.");

        var (accepted, asked) = await backstage.LedgerAsync("lost-in-br");
        Assert.Equal(0, accepted);
        Assert.All(asked, request => Assert.Equal("GET", request.Method));
        Assert.Equal(5, asked.Select(request => request.Region).Distinct().Count());
    }

    [Fact]
    public async Task A_wrong_token_says_token_and_not_region()
    {
        using var backstage = new Backstage(console.Program);
        await backstage.AddPlanAsync("right-plan", "the-right-token");
        var page = await console.OpenAsync();
        await PlanForm.AddAsync(page, "Mistyped", "right-plan", "the-wrong-token", "us", backstage.BaseUrl);
        var card = PlanForm.Card(page, "Mistyped");
        await card.GetByRole(AriaRole.Button, new() { Name = "Detect region" }).ClickAsync();
        await Expect(card).ToContainTextAsync("So it is not the region: the token is wrong or revoked");
        var (accepted, asked) = await backstage.LedgerAsync("right-plan");
        Assert.Equal(0, accepted);
        Assert.NotEmpty(asked);
        Assert.All(asked, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task A_form_with_a_fault_keeps_what_was_typed_but_the_token()
    {
        var page = await console.OpenAsync();
        await page.GoAsync("/credentials/new");
        await page.Locator("#name").FillAsync("Half filled");
        await page.Locator("#servicePlanId").FillAsync("has spaces in it");
        await page.Locator("#token").FillAsync("some-token");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add and check with Sinch" }).ClickAsync();
        await Expect(page.GetByText("A Service Plan ID holds letters and digits")).ToBeVisibleAsync();
        await Expect(page.Locator("#name")).ToHaveValueAsync("Half filled");
        await Expect(page.Locator("#token")).ToHaveValueAsync("");
    }
}
