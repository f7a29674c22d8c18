using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where the program finds its settings, and how much of it a shell needs.</summary>
internal static class Composition
{
    /// <summary>Settings from appsettings.json at the top of the repository, or beside the published program; then environment, then arguments.</summary>
    public static WebApplicationBuilder Begin(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
    });

    /// <summary>The rooms on their migrated database, without doors, loops and log: for what is done from a shell beside a running console.</summary>
    public static async Task<WebApplication> OpenRoomsAsync(string[] settings)
    {
        var builder = Begin(settings);
        builder.Logging.ClearProviders();
        builder.AddStorage();
        builder.AddRooms();
        var app = builder.Build();
        await app.MigrateAsync();
        return app;
    }

    /// <summary>
    /// The same for what sends and waits. Where a console serves the storage, that one sends; else the loops of delivery
    /// run here until the rooms are disposed of.
    /// </summary>
    /// <param name="console">Where the console listens, if one runs beside; null for where the configuration says.</param>
    public static async Task<WebApplication> OpenSendingRoomsAsync(string[] settings, Uri? console)
    {
        // No door listens here: a receipt that goes to a console which does not run, or listens elsewhere, is asked for soon.
        var app = await OpenRoomsAsync(["--Delivery:PollAfterSilence=00:00:05", .. settings]);
        await app.Services.GetRequiredService<KeyRing>().InspectAsync(default);
        await app.Services.GetRequiredService<WebhookSecrets>().LoadAsync(default);
        app.SetAddresses(console ?? ListeningAddress.Of(app.Configuration));
        if (!app.Services.GetRequiredService<StorageHold>().TryTake()) return app;
        foreach (var loop in app.Services.GetServices<IHostedService>().OfType<Loop>()) await loop.StartAsync(default);
        return app;
    }
}
