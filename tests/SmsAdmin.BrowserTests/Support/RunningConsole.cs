namespace SmsAdmin.BrowserTests.Support;

/// <summary>The program with its first administrator, for the tests of one class.</summary>
public sealed class RunningConsole(Chromium chromium) : IAsyncLifetime
{
    private string _cookies = null!;

    public RunningProgram Program { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        Program = await RunningProgram.StartAsync(ct, settings:
        [
            // Seconds of patience where a person would have more, for numbers that never answer.
            ("Sinch__Timeout", "00:00:03"),
            ("SMSADMIN_ADMIN_EMAIL", Person.Anna.Email),
            ("SMSADMIN_ADMIN_PASSWORD", Person.Anna.Password),
        ]);
        var page = await VisitAsync();
        await Person.Anna.SignInAsync(page);
        _cookies = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>A window of somebody who is not signed in.</summary>
    public Task<IPage> VisitAsync(Look look = default) => chromium.OpenAsync(Program.Address, look: look);

    /// <summary>A window of the administrator, who is signed in.</summary>
    public Task<IPage> OpenAsync(Look look = default) => chromium.OpenAsync(Program.Address, _cookies, look);

    /// <summary>Kills the program under a page, starts it again, and comes back to the page.</summary>
    public async Task KillUnderAsync(IPage page)
    {
        await Program.KillAndStartAgainAsync(TestContext.Current.CancellationToken);
        await page.ReloadAsync();
        await page.IsReadyAsync();
    }

    public ValueTask DisposeAsync() => Program is null ? ValueTask.CompletedTask : Program.DisposeAsync();
}
