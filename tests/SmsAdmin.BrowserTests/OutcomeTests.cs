namespace SmsAdmin.BrowserTests;

/// <summary>
/// What went wrong reaches the screen: with its number space, its meaning and a next step of this account. Those that
/// pause their plan are in <see cref="PauseTests"/>; every magic number that there is goes through the same panel in
/// SmsAdmin.Tests.
/// </summary>
public sealed class OutcomeTests(RunningConsole console) : IClassFixture<RunningConsole>
{
    private const string Plan = "Sandbox";

    [Theory]
    [InlineData("+12075554001", "HTTP status", "400", "syntax_invalid_json")]
    [InlineData("+12075554002", "HTTP status", "400", "syntax_invalid_parameter_format")]
    [InlineData("+12075554003", "HTTP status", "400", "syntax_constraint_violation")]
    [InlineData("+12075554031", "HTTP status", "403", "unknown_group")]
    [InlineData("+12075554032", "HTTP status", "403", "unknown_campaign")]
    [InlineData("+12075554033", "HTTP status", "403", "missing_callback_url")]
    [InlineData("+12075554034", "HTTP status", "403", "illegal_number_type")]
    [InlineData("+12065550415", "HTTP status", "415", null)]
    [InlineData("+12065550429", "HTTP status", "429", null)]
    [InlineData("+12065550503", "HTTP status", "503", null)]
    [InlineData("+12065555500", "HTTP status", "500", null)]
    [InlineData("+12015550104", "Delivery code", "404", null)]
    [InlineData("+12015550112", "Delivery code", "412", null)]
    [InlineData("+12035551150", "Delivery code", "150", null)]
    public async Task A_failure_is_shown_with_its_number_space_and_a_next_step_of_this_account(string to, string space, string value, string? apiErrorCode)
    {
        var (page, shown) = await SendAsync(to);
        await Expect(shown.Code(space, value)).ToBeVisibleAsync();
        if (apiErrorCode is not null) await Expect(shown.Code("API error code", apiErrorCode)).ToBeVisibleAsync();
        await shown.TellsTheStepOfAsync(Plan);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_accepted_message_without_a_receipt_stays_accepted_and_says_what_it_waits_for()
    {
        var (page, shown) = await SendAsync("+12015550190", "No receipt for this");
        await Expect(shown.Top).ToContainTextAsync("Accepted");
        await Expect(page.Locator(".explain .tl")).ToContainTextAsync("201");
        await shown.TellsTheStepOfAsync(Plan);
        var message = $"/messages/{await new SendForm(page).MessageIdAsync()}";

        // The phone has it, and still no receipt came.
        await page.GetByRole(AriaRole.Link, new() { Name = "See it on the handset" }).ClickAsync();
        await Expect(page.GetByText("No receipt for this").First).ToBeVisibleAsync();
        await page.GoAsync(message);
        await Expect(shown.Top).ToContainTextAsync("Accepted");
        await Expect(shown.Top).Not.ToContainTextAsync("Delivered");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_told_as_a_timeout_and_as_no_code()
    {
        var (page, shown) = await SendAsync("+12085550002");
        await Expect(shown.Top).ToContainTextAsync("Timeout");
        await Expect(shown.Codes).ToHaveCountAsync(0);
        await Expect(page.Locator(".explain h2")).ToContainTextAsync("Outcome unknown");
        await shown.TellsTheStepOfAsync(Plan);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_host_where_nothing_listens_is_told_as_a_refused_connection_and_as_no_code()
    {
        var page = await console.OpenAsync();
        await using (var elsewhere = await RunningProgram.SandboxAsync(TestContext.Current.CancellationToken))
            await PlanForm.AddAsync(page, "Gone dark", "sandbox-eu", "token-eu", "eu", new Uri(elsewhere.Address, "sinch/").AbsoluteUri + "{region}");
        var form = await SendForm.OpenAsync(page, "Gone dark");
        await form.SubmitAsync("+12015550100", "Hello");
        var shown = new Explained(page);
        await Expect(shown.Top).ToContainTextAsync("Connection refused");
        await Expect(shown.Codes).ToHaveCountAsync(0);
        await shown.TellsTheStepOfAsync("Gone dark", "eu");
        await page.Context.CloseAsync();
    }

    // That of HTTP pauses its plan: PauseTests.
    [Fact]
    public async Task A_404_of_delivery_says_that_it_is_not_one_of_http()
    {
        var (page, shown) = await SendAsync("+12015550104");
        await Expect(shown.Code("Delivery code", "404")).ToBeVisibleAsync();
        await Expect(shown.Code("HTTP status", "404")).ToHaveCountAsync(0);
        await Expect(shown.Row("Why")).ToContainTextAsync("This is a delivery code: it does not mean that something was not found");
        await Expect(shown.Row("What to do")).ToContainTextAsync("Send it again in a few minutes");
        await page.Context.CloseAsync();
    }

    private async Task<(IPage Page, Explained Shown)> SendAsync(string to, string text = "Hello")
    {
        var page = await console.OpenAsync();
        var form = await SendForm.OpenAsync(page, Plan);
        await form.SubmitAsync(to, text);
        return (page, new Explained(page));
    }
}
