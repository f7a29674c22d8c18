using System.Diagnostics;

namespace SmsAdmin.BrowserTests;

/// <summary>The whole setup of the sandbox and its Odoo, proven by one click.</summary>
public sealed class ChecklistTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Fact]
    public async Task One_click_proves_the_whole_setup_with_evidence_and_shows_how_far_it_is()
    {
        var page = await console.OpenAsync();
        await OdooForm.AddAsync(page, "acme-prod");
        await page.GetByRole(AriaRole.Button, new() { Name = "Push ours to Odoo" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Push 4 changes" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("4 parameters pushed and read back");
        await page.GoAsync("/checklist");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run all (2 SMS)" }).ClickAsync();

        await Expect(page.Locator("[role=progressbar]")).ToHaveCountAsync(1);
        // The route is off: one item is red, and its step mends it from here.
        await Expect(page.Locator(".sum .big")).ToHaveTextAsync("Not proven: 1 item failed", new() { Timeout = 30_000 });
        await Expect(page.Locator(".chk > .bad h3")).ToHaveTextAsync("6. Gateway module or native route");
        await page.SetViewportSizeAsync(Look.Phone, 740);
        Assert.Equal(Look.Phone, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lead the SMS of acme-prod through SmsAdmin" }).ClickAsync();

        await Expect(page.Locator(".sum .big")).ToHaveTextAsync("Proven", new() { Timeout = 30_000 });

        var took = Stopwatch.StartNew();
        await page.GetByRole(AriaRole.Button, new() { Name = "Run all again (2 SMS)" }).ClickAsync();
        await Expect(page.Locator(".sum .faint")).ToContainTextAsync("Run 3,", new() { Timeout = 30_000 });
        await Expect(page.Locator(".sum .big")).ToHaveTextAsync("Proven");
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(30), $"It took {took.Elapsed}.");
        await Expect(page.Locator(".chk > .ok")).ToHaveCountAsync(13);
        await Expect(page.Locator(".chk > .ok .ev")).ToHaveCountAsync(13);
        await page.GotoAsync($"/checklist/{await ChecklistForm.RunAsync(page)}/report");
        await Expect(page.Locator("main")).ToContainTextAsync("13. Key ring: Pass");
        Assert.DoesNotContain("token-us", await page.ContentAsync(), StringComparison.Ordinal);
    }
}
