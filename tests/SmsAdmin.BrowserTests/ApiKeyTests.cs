using System.Diagnostics;
using System.Text.Json;

namespace SmsAdmin.BrowserTests;

/// <summary>A program's key, as an administrator makes it and somebody at a shell uses it.</summary>
public sealed class ApiKeyTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_sends_by_the_curl_that_its_page_shows_rotates_with_both_secrets_good_and_is_revoked_at_once()
    {
        var page = await console.OpenAsync();
        await ApiKeyForm.AddAsync(page, "Order service");
        var made = await ShownAsync(page, "API key");
        var curl = await ShownAsync(page, "curl command");
        Assert.Contains($"{console.Program.Address}api/v1/messages", curl, StringComparison.Ordinal);
        var message = (await CurlAsync(curl, made)).GetProperty("id").GetGuid();
        await page.GoAsync($"/messages/{message}");
        await Expect(page.Locator(".explain .top")).ToContainTextAsync("Delivered");

        await page.GoAsync("/api-keys");
        var row = page.Locator("main tbody tr", new() { HasText = "Order service" });
        await row.GetByRole(AriaRole.Link, new() { Name = "Rotate" }).ClickAsync();
        await page.Locator("#overlap").SelectOptionAsync("24");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the new secret" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The key has a new secret" })).ToBeVisibleAsync();
        var rotated = await ShownAsync(page, "API key");
        Assert.NotEqual(made, rotated);
        foreach (var secret in (string[])[made, rotated])
            Assert.True((await CurlAsync(curl, secret)).TryGetProperty("id", out _));

        await page.GoAsync("/api-keys");
        await Expect(row).ToContainTextAsync("too, until");
        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke it" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Revoked");
        foreach (var secret in (string[])[made, rotated])
            Assert.Equal(401, (await CurlAsync(curl, secret)).GetProperty("status").GetInt32());
    }

    private static async Task<string> ShownAsync(IPage page, string what) => (await page.Locator($"main pre[aria-label='{what}']").InnerTextAsync()).Trim();

    // The command as it stands on the page: the shell puts the key in.
    private static async Task<JsonElement> CurlAsync(string command, string key)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["SMSADMIN_KEY"], start.Environment["NO_PROXY"], start.Environment["no_proxy"]) = (key, "127.0.0.1", "127.0.0.1");
        using var shell = Process.Start(start)!;
        var said = shell.StandardOutput.ReadToEndAsync(Ct);
        var progress = shell.StandardError.ReadToEndAsync(Ct);
        await shell.WaitForExitAsync(Ct);
        Assert.True(shell.ExitCode == 0, $"curl ended with {shell.ExitCode}: {await progress}");
        return JsonDocument.Parse(await said).RootElement;
    }
}
