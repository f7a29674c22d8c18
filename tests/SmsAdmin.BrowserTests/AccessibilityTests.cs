using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace SmsAdmin.BrowserTests;

/// <summary>
/// Every page light on a desk and dark on a phone, so in both themes and both widths: axe finds no serious or critical
/// fault, and nothing scrolls sideways. With SMSADMIN_SCREENSHOTS=directory in the environment, in all four, and a picture
/// of each is left there.
/// </summary>
public sealed class AccessibilityTests(RunningConsole console, Chromium chromium) : IClassFixture<RunningConsole>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SMSADMIN_SCREENSHOTS");

    public static TheoryData<bool, int> Looks => [.. Look.All.Where(look => Pictures is not null || look.Dark == (look.Width == Look.Phone)).Select(look => (look.Dark, look.Width))];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_for_everybody(bool dark, int width)
    {
        var look = new Look(dark, width);
        var faults = new List<string>();
        var visitor = await console.VisitAsync(look);
        await JudgeAsync(visitor, "/sign-in", look, faults);
        await visitor.Context.CloseAsync();

        var page = await console.OpenAsync(look);
        var form = await SendForm.OpenAsync(page);
        await form.SubmitAsync("+12015550112", "Hej! Din order är klar – välkommen.");
        await Expect(page.Locator(".explain .top")).ToContainTextAsync("Aborted");
        await JudgeAsync(page, "/send, after", look, faults, go: false);
        var (message, received) = (await form.MessageIdAsync(), await ReceivedAsync(page));
        foreach (var path in await PageTable.PathsAsync(page, message, received)) await JudgeAsync(page, path, look, faults);
        await JudgeAsync(page, "/nowhere", look, faults);
        await page.Context.CloseAsync();
        Assert.Empty(faults);
    }

    [Fact]
    public async Task The_set_up_page_is_for_everybody()
    {
        var faults = new List<string>();
        await using var fresh = await RunningProgram.StartAsync(TestContext.Current.CancellationToken);
        foreach (var look in Look.All)
        {
            var page = await chromium.OpenAsync(fresh.Address, look: look);
            await JudgeAsync(page, "/setup", look, faults);
            await page.Context.CloseAsync();
        }

        Assert.Empty(faults);
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

    private static async Task JudgeAsync(IPage page, string path, Look look, List<string> faults, bool go = true)
    {
        if (go) await page.GoAsync(path);
        if (Pictures is not null)
        {
            var name = string.Concat(path.Split('/', ',')[1..].Select(part => "-" + (Guid.TryParse(part, out _) ? "id" : part.Trim())));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"page{name}-{look}.png"), FullPage = true });
        }

        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        faults.AddRange(found.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{path} {look}: {violation.Id} at {violation.Nodes[0].Target} ({violation.Nodes[0].Html})"));
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > look.Width) faults.Add($"{path} {look}: it is {width} px wide");
    }
}
