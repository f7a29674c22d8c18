using System.Text.RegularExpressions;

namespace SmsAdmin.BrowserTests;

/// <summary>A verification from the sending of its code to its end, the code read from the phone. Late and locked are told in SmsAdmin.Tests, on a clock that can be turned.</summary>
public sealed partial class OtpTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const string To = "+12015550171";

    [Fact]
    public async Task A_code_is_sent_read_from_the_phone_entered_wrong_and_right_and_travels_over_no_circuit()
    {
        var page = await console.OpenAsync();
        // Ten digits are found by chance nowhere.
        await page.GoAsync("/otp/policy");
        await page.Locator("#digits").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Store policy" }).ClickAsync();
        await Expect(page.Locator("main .note")).ToContainTextAsync("The policy is stored");
        var recording = Recording.Of(page);
        var form = await OtpForm.StartAsync(page, To, "shop.example.com");
        await Expect(page.Locator("main table.rows .st")).ToHaveTextAsync("Delivered");
        await Expect(form.Status).ToHaveTextAsync("Waits for its code");
        using var backstage = new Backstage(console.Program);
        var text = (await backstage.TextsAsync(To))[0];
        var code = TenDigits().Match(text).Value;
        Assert.EndsWith($"\n@shop.example.com #{code}", text, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Send the same code again" }).ClickAsync();
        await Expect(form.Note).ToContainTextAsync("No text may go out yet");
        await form.EnterAsync(code[..^1] + (code[^1] == '9' ? "0" : "9"));
        await Expect(form.Note).ToContainTextAsync("Wrong code");
        await Expect(form.Note).ToContainTextAsync("4\u00A0checks of this code are left");

        await form.EnterAsync($"{code[..5]} {code[5..]}");
        await Expect(form.Note).ToContainTextAsync("Verified");
        await Expect(form.Status).ToHaveTextAsync("Verified");
        await Expect(form.Code).ToHaveCountAsync(0);
        var wire = await recording.AllAsync();
        Assert.DoesNotContain(wire, kept => System.Text.Encoding.UTF8.GetString(kept.Bytes).Contains(code, StringComparison.Ordinal));
        Assert.True(recording.FramesOut > 0);

        await page.GoAsync("/otp");
        await Expect(page.Locator("main table.rows tbody tr").First).ToContainTextAsync("Verified");
        await page.Context.CloseAsync();
    }

    [GeneratedRegex(@"\d{10}")]
    private static partial Regex TenDigits();
}
