using System.Text.RegularExpressions;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>Every page that the console has, as its own sources name them: a new page cannot be forgotten.</summary>
internal static partial class PageTable
{
    /// <summary>Pages of somebody who is not signed in: they lead on whoever is.</summary>
    private static readonly string[] ForVisitors = ["/sign-in", "/setup"];

    /// <summary>The page of a job, which is there while a token is rotated: its parts stand on /odoo too.</summary>
    private const string OfAJob = "/odoo/rotations/{Id:guid}";

    private static IEnumerable<string> Patterns =>
        from file in Directory.EnumerateFiles(Path.Combine(Built.Repository, "src", "SmsAdmin.Web", "Components"), "*.razor", SearchOption.AllDirectories)
        from Match page in Page().Matches(File.ReadAllText(file))
        select page.Groups[1].Value;

    /// <summary>Addresses of all pages for an administrator, with a plan, a user and this message in the place of each id.</summary>
    /// <param name="receivedId">Of a text that was received; none is looked for where none was.</param>
    public static async Task<IReadOnlyList<string>> PathsAsync(IPage admin, string messageId, string? receivedId = null)
    {
        var plan = await IdAsync(admin, "/credentials", "/edit");
        var user = await IdAsync(admin, "/users", "/password");
        var odoo = await OdooForm.AddAsync(admin, $"acme-{messageId[..8]}-{Guid.NewGuid():N}"[..24]);
        var verification = await OtpForm.AnyIdAsync(admin);
        await ApiKeyForm.AddAsync(admin, "Odoo production");
        var key = await IdAsync(admin, "/api-keys", "/rotate");
        var run = await ChecklistForm.FreeRunAsync(admin);
        var paths = Patterns.Except([.. ForVisitors, OfAJob]).Select(pattern => Parameter().Replace(pattern, parameter => (pattern.Split('/')[1], parameter.Value) switch
        {
            ("messages", _) when pattern.StartsWith("/messages/received/", StringComparison.Ordinal) => receivedId ?? messageId,
            ("messages", _) => messageId,
            ("credentials", _) => plan,
            ("diagnose", _) => messageId,
            ("users", _) => user,
            ("odoo", _) => odoo,
            ("otp", _) => verification,
            ("api-keys", _) => key,
            ("checklist", _) => run,
            (_, "{Code:int}") => "500",
            _ => throw new InvalidOperationException($"Which {parameter.Value} stands in {pattern}? Say it here."),
        })).Order(StringComparer.Ordinal).ToList();
        Assert.Contains($"/credentials/{plan}/token", paths);
        return paths;
    }

    private static async Task<string> IdAsync(IPage page, string list, string end)
    {
        await page.GoAsync(list);
        var href = await page.Locator($"a[href^='{list}/'][href$='{end}']").First.GetAttributeAsync("href");
        return href!.Split('/')[2];
    }

    [GeneratedRegex("^@page \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Page();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
