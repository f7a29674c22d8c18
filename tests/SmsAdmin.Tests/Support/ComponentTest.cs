using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// Renders components as a browser would get them: MudBlazor's services, a clock that stands still, loose JavaScript.
/// MudBlazor's services can only be disposed asynchronously, hence the async lifetime.
/// </summary>
public abstract class ComponentTest : IAsyncLifetime
{
    protected ComponentTest()
    {
        Page.JSInterop.Mode = JSRuntimeMode.Loose;
        Page.Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Page.Services.AddSingleton<TimeProvider>(Clock);
    }

    protected BunitContext Page { get; } = new();

    /// <summary>Monday 23 November 2026, 13:32:06 UTC.</summary>
    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 13, 32, 6, TimeSpan.Zero));

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Page.DisposeAsync();
    }
}
