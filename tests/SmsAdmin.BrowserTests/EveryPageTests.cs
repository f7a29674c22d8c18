namespace SmsAdmin.BrowserTests;

/// <summary>
/// Every page light on a desk and dark on a phone, so in both themes and both widths: axe finds no fault,
/// and nothing scrolls sideways. With SMSADMIN_SCREENSHOTS=directory in the environment, in all four, and a picture
/// of each is left there. Two classes, so that they go side by side.
/// </summary>
public abstract class EveryPageTests(RunningConsole console, bool isDark) : IClassFixture<RunningConsole>
{
    private IReadOnlyList<Look> Looks => [.. Look.All.Where(look => look.Dark == isDark && (Verdict.Pictures is not null || look.Dark == (look.Width == Look.Phone)))];

    [Fact]
    public async Task Every_page_is_for_everybody()
    {
        var verdict = new Verdict();
        foreach (var look in Looks)
        {
            var visitor = await console.VisitAsync(look);
            await verdict.JudgeAsync(visitor, "/sign-in", look);
            await visitor.Context.CloseAsync();

            var page = await console.OpenAsync(look);
            var form = await SendForm.OpenAsync(page);
            await form.SubmitAsync("+12015550112", "Hej! Din order är klar – välkommen.");
            await Expect(page.Locator(".explain .top")).ToContainTextAsync("Aborted");
            await verdict.JudgeAsync(page, "/send, after", look, go: false);
            var (message, received) = (await form.MessageIdAsync(), await ReceivedAsync(page));
            foreach (var path in await PageTable.PathsAsync(page, message, received)) await verdict.JudgeAsync(page, path, look);
            await verdict.JudgeAsync(page, "/nowhere", look);
            await page.Context.CloseAsync();
        }

        Assert.Empty(verdict.Faults);
    }

    // Something was sent before: where its receipts go, texts go too.
    private async Task<string> ReceivedAsync(IPage page)
    {
        using var backstage = new Backstage(console.Program);
        await backstage.ReceiveAsync("12015550100", "Tack, jag kommer i morgon.");
        await page.GoAsync("/messages/received");
        var link = page.Locator("a.row-link").First;
        await Expect(link).ToBeVisibleAsync();
        return (await link.GetAttributeAsync("href"))!.Split('/')[^1];
    }
}

public sealed class LightPageTests(RunningConsole console) : EveryPageTests(console, isDark: false);

public sealed class DarkPageTests(RunningConsole console) : EveryPageTests(console, isDark: true);

/// <summary>The page of a fresh install, in both themes and both widths.</summary>
public sealed class SetUpPageTests(Chromium chromium)
{
    [Fact]
    public async Task The_set_up_page_is_for_everybody()
    {
        var verdict = new Verdict();
        await using var fresh = await RunningProgram.StartAsync(TestContext.Current.CancellationToken);
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(fresh.Address, look: look);
            await verdict.JudgeAsync(page, "/setup", look);
            await page.Context.CloseAsync();
        }

        Assert.Empty(verdict.Faults);
    }
}
