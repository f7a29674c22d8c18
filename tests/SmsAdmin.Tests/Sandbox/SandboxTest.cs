using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sandbox;

/// <summary>A sandbox of its own under a clock that only the test moves.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    private SandboxHost? _host;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, 123, TimeSpan.Zero));

    protected SandboxHost Host => _host!;

    protected HttpClient Sinch { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SandboxHost.StartAsync(Clock);
        Sinch = _host.Sinch();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _host!.DisposeAsync();
    }

    /// <summary>Long enough for everything that has been sent to end.</summary>
    protected void LetArrive() => Clock.Advance(TimeSpan.FromSeconds(2));

    /// <summary>Asks again until it is so: for what another connection brings about.</summary>
    protected static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!await holds())
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), "It never came to be so.");
    }
}
