namespace SmsAdmin.BrowserTests.Support;

/// <summary>One Chromium for all tests, from the system's packages; each test opens windows of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";
    private const float Patience = 30_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            throw new FileNotFoundException($"{Executable} is missing. tests/run installs it; or: apt-get install chromium fonts-liberation");
        SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IPage> OpenAsync(Uri address, string? cookies = null, Look look = default)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.AbsoluteUri,
            StorageState = cookies,
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = look.Width is 0 ? Look.Wide : look.Width, Height = 900 },
            TimezoneId = "Europe/Stockholm",
            Locale = "en-GB",
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>How a window looks.</summary>
/// <param name="Width">In pixels; 0 for a desk's.</param>
public readonly record struct Look(bool Dark, int Width)
{
    public const int Wide = 1280;
    public const int Phone = 360;

    /// <summary>Both themes on a desk and on a phone.</summary>
    public static IReadOnlyList<Look> All { get; } = [new(false, Wide), new(false, Phone), new(true, Wide), new(true, Phone)];

    public override string ToString() => $"{(Dark ? "dark" : "light")}-{Width}";
}
