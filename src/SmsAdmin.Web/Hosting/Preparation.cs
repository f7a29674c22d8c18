using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>What has to stand before the first request, and what is said once the program listens.</summary>
internal static partial class Preparation
{
    public const string AdminEmailKey = "SMSADMIN_ADMIN_EMAIL";
    public const string AdminPasswordKey = "SMSADMIN_ADMIN_PASSWORD";

    public static async Task PrepareAsync(this WebApplication app)
    {
        var services = app.Services;
        var ct = app.Lifetime.ApplicationStopping;
        services.GetRequiredService<StorageHold>().Take();
        TakeRestored(app, services.GetRequiredService<StoragePlaces>());
        await using (var db = await services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(ct))
        {
            // Instances may start together: the first does it all, the others find it done.
            await db.AloneAsync(() => AddWhatIsMissingAsync(app, db, ct), ct);
        }

        var ring = services.GetRequiredService<KeyRing>().Report;
        if (!ring.IsWhole)
            Log.KeyRingGone(app.Logger, services.GetRequiredService<StoragePlaces>().KeyRing, string.Join(", ", ring.Unreadable));
        foreach (var fault in services.GetRequiredService<EnvironmentPlanSlot>().Plan?.Faults ?? [])
            Log.EnvironmentFault(app.Logger, fault);

        app.SetAddresses(null);
    }

    // Before anything opens the database.
    private static void TakeRestored(WebApplication app, StoragePlaces places)
    {
        if (places.IsShared || NextStart.Take(places.Database, places.KeyRing) is not { } taken) return;
        Log.Restored(app.Logger, taken.Name, Path.Combine(places.Directory, taken.Aside));
    }

    /// <summary>Says where the outside reaches us, by the configuration, and where this machine does.</summary>
    /// <param name="own">Where the program listens; null while that is not known.</param>
    public static void SetAddresses(this WebApplication app, Uri? own)
    {
        var address = app.Services.GetRequiredService<OurAddress>();
        (address.Public, address.Own) = (PublicBaseUrl(app.Configuration), own);
    }

    /// <summary>Brings the database to where this program expects it.</summary>
    public static async Task MigrateAsync(this WebApplication app)
    {
        var ct = app.Lifetime.ApplicationStopping;
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(ct);
        await db.AloneAsync(() => MigrateAsync(db, ct), ct);
    }

    /// <summary>What can only be done and said once the program listens.</summary>
    public static async Task AnnounceAsync(this WebApplication app)
    {
        if (ListeningAddress.Of(app.Services.GetRequiredService<IServer>()) is not { } own) return;
        app.SetAddresses(own);
        await app.AddSandboxPlanAsync(own);
        Log.Listening(app.Logger, own.AbsoluteUri);
        var firstRun = app.Services.GetRequiredService<FirstRun>();
        if (!await firstRun.IsOpenAsync(app.Lifetime.ApplicationStopping)) return;
        // To the console alone: a code in a log file would outlive the moment it is meant for.
        Console.WriteLine();
        Console.WriteLine($"  Open {own}setup and enter this set-up code: {firstRun.Code}");
        Console.WriteLine();
    }

    private static async Task AddWhatIsMissingAsync(WebApplication app, AppDb db, CancellationToken ct)
    {
        await MigrateAsync(db, ct);
        await AddRolesAsync(app.Services);
        await AddAdministratorAsync(app, ct);
        await app.Services.GetRequiredService<KeyRing>().InspectAsync(ct);
        await app.Services.GetRequiredService<WebhookSecrets>().LoadAsync(ct);
    }

    /// <summary>The same, of a database at hand; inside <see cref="AppDb.AloneAsync"/>.</summary>
    internal static async Task MigrateAsync(AppDb db, CancellationToken ct)
    {
        // Asked about its migrations while it has no table of them, PostgreSQL would log an error.
        await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(ct);
        await db.Database.MigrateAsync(ct);
    }

    private static async Task AddRolesAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
        foreach (var role in Roles.All)
        {
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole<Guid>(role) { Id = Guid.CreateVersion7() });
        }
    }

    private static async Task AddAdministratorAsync(WebApplication app, CancellationToken ct)
    {
        var users = app.Services.GetRequiredService<Users>();
        var email = app.Configuration[AdminEmailKey];
        var password = app.Configuration[AdminPasswordKey];
        if (string.IsNullOrWhiteSpace(email) || string.IsNullOrEmpty(password) || await users.AnyAsync(ct)) return;
        if (await users.AddFirstAsync(email, "Administrator", password, Actor.Environment, ct) is AccountOutcome.Refused refused)
            throw new InvalidOperationException($"{AdminEmailKey} and {AdminPasswordKey} do not make an administrator: {string.Join(" ", refused.Faults.Select(fault => fault.Says))}");
    }

    private static Uri? PublicBaseUrl(IConfiguration configuration)
    {
        var given = configuration["PublicBaseUrl"];
        if (string.IsNullOrWhiteSpace(given)) return null;
        return Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw new InvalidOperationException($"PublicBaseUrl is “{given}”. Give the address at which Sinch reaches this program, as https://sms.example.com.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "SmsAdmin listens on {Address}")]
        public static partial void Listening(ILogger logger, string address);

        [LoggerMessage(LogLevel.Warning, "Restored {Backup}. The database that was here is kept in {Aside}; nothing is sent until each plan is resumed")]
        public static partial void Restored(ILogger logger, string backup, string aside);

        [LoggerMessage(LogLevel.Error, "The key ring of {KeyRing} is not the one this database was closed with. It cannot open: {Unreadable}. Put the right one back and restart; nothing was overwritten.")]
        public static partial void KeyRingGone(ILogger logger, string keyRing, string unreadable);

        [LoggerMessage(LogLevel.Warning, "{Fault}")]
        public static partial void EnvironmentFault(ILogger logger, string fault);
    }
}
