using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>What is wrong with pages for people who see, hear or move otherwise, and for those with a narrow screen.</summary>
internal sealed class Verdict
{
    public List<string> Faults { get; } = [];

    /// <summary>Where a picture of each page is left; null for none.</summary>
    public static string? Pictures { get; } = Environment.GetEnvironmentVariable("SMSADMIN_SCREENSHOTS");

    /// <param name="go">The page is opened first; else it is judged as it stands, under this name.</param>
    public async Task JudgeAsync(IPage page, string path, Look look, bool go = true)
    {
        if (go) await page.GoAsync(path);
        if (Pictures is not null)
        {
            var name = string.Concat(path.Split('/', ',')[1..].Select(part => "-" + (Guid.TryParse(part, out _) ? "id" : part.Trim())));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"page{name}-{look}.png"), FullPage = true });
        }

        var found = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Faults.AddRange(found.Violations
            .Select(violation => $"{path} {look}: {violation.Impact} {violation.Id} at {violation.Nodes[0].Target} ({violation.Nodes[0].Html})"));
        var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (width > look.Width) Faults.Add($"{path} {look}: it is {width} px wide");
    }
}
