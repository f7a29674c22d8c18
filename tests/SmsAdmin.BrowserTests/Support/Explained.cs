namespace SmsAdmin.BrowserTests.Support;

/// <summary>The panel that tells what became of a message: its tags, each a code in its number space, and its rows.</summary>
internal sealed class Explained(IPage page)
{
    /// <summary>Status, codes and Sinch's own name.</summary>
    public ILocator Top => page.Locator(".explain .top");

    /// <summary>Every code, whichever it is.</summary>
    public ILocator Codes => page.Locator(".explain .top .code");

    /// <summary>The tag of exactly this value in this number space.</summary>
    public ILocator Code(string space, string value) => Codes
        .Filter(new() { Has = page.Locator($"span:text-is('{space}')") })
        .Filter(new() { Has = page.Locator($"b:text-is('{value}')") });

    /// <summary>"Why", "What to do": the words beside it.</summary>
    public ILocator Row(string label) => page.Locator($".explain .wwn dt:text-is('{label}') + dd");

    /// <summary>What it means is told, and the step that mends it names plan, region and sender.</summary>
    public async Task TellsTheStepOfAsync(string plan, string region = "us", string sender = "+1 201-555-0199")
    {
        await Expect(Row("Why")).Not.ToBeEmptyAsync();
        var step = (await Row("What to do").InnerTextAsync()).Replace('\u2011', '-').Replace('\u00A0', ' ');
        Assert.All([plan, $"region {region}", sender], fact => Assert.Contains(fact, step, StringComparison.Ordinal));
    }
}
