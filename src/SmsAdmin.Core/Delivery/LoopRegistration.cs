using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Core.Delivery;

/// <summary>Sets loops going: what each does, and what it waits for.</summary>
public static class LoopRegistration
{
    /// <param name="services">Where the room is registered too.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="runOnce">One round of the room's work.</param>
    /// <param name="wait">Makes what returns when there may be work again.</param>
    public static void AddLoop<TRoom>(
        this IServiceCollection services, string name, Func<TRoom, CancellationToken, Task> runOnce, Func<IServiceProvider, Func<CancellationToken, Task>> wait)
        where TRoom : notnull =>
        // Not AddHostedService: it takes each type once, and these are all of one type.
        services.AddSingleton<IHostedService>(provider =>
        {
            var room = provider.GetRequiredService<TRoom>();
            return new Loop(name, ct => runOnce(room, ct), wait(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Loop>>());
        });

    /// <summary>Waits so long between two rounds, by the program's clock.</summary>
    public static Func<IServiceProvider, Func<CancellationToken, Task>> Every(TimeSpan interval) => all =>
    {
        var clock = all.GetRequiredService<TimeProvider>();
        return ct => Task.Delay(interval, clock, ct);
    };
}
