using System.Text.RegularExpressions;

namespace SmsAdmin.BrowserTests;

/// <summary>Codes that are sent again, come too late, or are guessed until nothing is taken any more: as a person meets them.</summary>
public sealed partial class OtpRefusalTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    [Fact]
    public async Task A_code_that_is_sent_again_is_the_same_and_too_late_it_is_not_taken()
    {
        const string to = "+12015550172";
        var page = await console.OpenAsync();
        var form = await OtpForm.StartAsync(page, to);
        var code = await OnThePhoneAsync(page, to, texts: 1);

        await Elapsed.ForAsync(console.Program, form.Id, TimeSpan.FromMinutes(1));
        await Expect(page.Locator("main")).ToContainTextAsync("It can be sent again now.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the same code again" }).ClickAsync();
        await Expect(form.Note).ToContainTextAsync("The same code is on its way once more");
        Assert.Equal(code, await OnThePhoneAsync(page, to, texts: 2));

        // Typed into a page that does not see the time go by.
        var still = await StillAsync(page.Url);
        await Elapsed.ForAsync(console.Program, form.Id, TimeSpan.FromMinutes(10));
        await Expect(form.Status).ToHaveTextAsync("Expired");
        await Expect(form.Code).ToHaveCountAsync(0);
        var late = new OtpForm(still);
        await late.EnterAsync(code);
        await Expect(late.Note).ToContainTextAsync("Too late");
        await Expect(page.Locator("main .note", new() { HasText = "Too late" })).ToBeVisibleAsync();
        await still.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task After_five_wrong_codes_not_even_the_right_one_is_taken_and_after_ten_the_number_is_locked()
    {
        const string to = "+12015550173";
        var page = await console.OpenAsync();
        var form = await OtpForm.StartAsync(page, to);
        var right = await OnThePhoneAsync(page, to, texts: 1);
        await GuessAsync(form, right, "Wrong code, and it was the last check");
        await form.EnterAsync(right);
        await Expect(form.Note).ToContainTextAsync("Not even the right code is taken now");
        await Elapsed.ForAsync(console.Program, form.Id, TimeSpan.FromMinutes(1));

        form = await OtpForm.StartAsync(page, to);
        right = await OnThePhoneAsync(page, to, texts: 1);
        await GuessAsync(form, right, "Wrong code, and now locked");
        await Elapsed.ForAsync(console.Program, form.Id, TimeSpan.FromMinutes(2));

        form = await OtpForm.StartAsync(page, to);
        await form.EnterAsync(await OnThePhoneAsync(page, to, texts: 1));
        await Expect(form.Note).ToContainTextAsync("Ten wrong codes came for this number and purpose within 24 hours");
        await Expect(form.Status).ToHaveTextAsync("Waits for its code");
        await page.Context.CloseAsync();
    }

    /// <summary>All five checks of a code, each wrong.</summary>
    private static async Task GuessAsync(OtpForm form, string right, string thenSays)
    {
        for (var left = 4; left > 0; left--)
        {
            await form.EnterAsync(Another(right));
            await Expect(form.Note).ToContainTextAsync($"{left}\u00A0{(left == 1 ? "check" : "checks")} of this code");
        }

        await form.EnterAsync(Another(right));
        await Expect(form.Note).ToContainTextAsync(thenSays);
    }

    /// <summary>Waits until so many texts of the verification arrived, and reads the code of the last.</summary>
    private async Task<string> OnThePhoneAsync(IPage page, string to, int texts)
    {
        await Expect(page.Locator("main table.rows .st", new() { HasText = "Delivered" })).ToHaveCountAsync(texts);
        using var backstage = new Backstage(console.Program);
        return Code().Match((await backstage.TextsAsync(to))[0]).Value;
    }

    /// <summary>The page as it was drawn, with no circuit to change it.</summary>
    private async Task<IPage> StillAsync(string address)
    {
        var page = await console.OpenAsync();
        await page.RouteAsync("**/blazor.web*.js", script => script.AbortAsync());
        await page.GotoAsync(address);
        await page.UnrouteAllAsync();
        return page;
    }

    private static string Another(string code) => code[..^1] + (code[^1] == '9' ? '0' : '9');

    [GeneratedRegex(@"\d{6,10}")]
    private static partial Regex Code();
}
