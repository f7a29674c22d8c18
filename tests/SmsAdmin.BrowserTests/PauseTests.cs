namespace SmsAdmin.BrowserTests;

/// <summary>What stops a plan. Its plans stay paused, and one of them is the default, so it has a console of its own.</summary>
public sealed class PauseTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Theory]
    [InlineData("Refused", "+12065550401", "401", null)]
    [InlineData("Unknown", "+12065550404", "404", null)]
    [InlineData("Blocked", "+12075554035", "403", "blocked_account")]
    public async Task A_refused_account_pauses_its_plan_says_so_on_every_page_and_loses_nothing(string plan, string to, string httpStatus, string? apiErrorCode)
    {
        using var backstage = new Backstage(console.Program);
        var servicePlanId = plan.ToLowerInvariant();
        await backstage.AddPlanAsync(servicePlanId, "its-token");
        var page = await console.OpenAsync();
        await PlanForm.AddAsync(page, plan, servicePlanId, "its-token", "us", backstage.BaseUrl);
        var form = await SendForm.OpenAsync(page, plan);
        await form.SubmitAsync(to, "Hello");
        var shown = new Explained(page);
        await Expect(shown.Code("HTTP status", httpStatus)).ToBeVisibleAsync();
        if (apiErrorCode is not null) await Expect(shown.Code("API error code", apiErrorCode)).ToBeVisibleAsync();
        await Expect(shown.Top).ToContainTextAsync("Queued");
        if (httpStatus == "404")
        {
            await Expect(shown.Code("Delivery code", "404")).ToHaveCountAsync(0);
            await Expect(shown.Row("Why")).ToContainTextAsync("An HTTP status 404 is about the address that was asked, not about the recipient");
            await Expect(shown.Row("What to do")).ToContainTextAsync("base URL");
        }

        await shown.TellsTheStepOfAsync(plan);

        foreach (var path in (string[])["/", "/messages", "/settings"])
        {
            await page.GoAsync(path);
            await Expect(page.Locator("header.bar #alerts li", new() { HasText = $"Sending through {plan} is paused" })).ToBeAttachedAsync();
        }

        Assert.Equal(0, (await backstage.LedgerAsync(servicePlanId)).Accepted);
        await page.Context.CloseAsync();
    }
}
