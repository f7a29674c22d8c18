using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Support;

/// <summary>The real rooms on a real database of their own, as the program composes them, without its doors and loops.</summary>
public sealed class TestRooms : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestStorage _storage;

    private TestRooms(WebApplication app, TestStorage storage) => (_app, _storage) = (app, storage);

    public static Actor Anna { get; } = new(null, "Anna Lind", ActorKind.User, "192.0.2.7");

    /// <summary>All that the database holds.</summary>
    public IEnumerable<FileInfo> DatabaseFiles => _storage.DatabaseFiles();

    public DirectoryInfo Directory => _storage.Directory;

    /// <summary>The configuration that leads another program to the same storage.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Storage => _storage.Settings();

    /// <param name="clock">A clock to turn by hand, or none for the real one.</param>
    /// <param name="settings">Configuration as <c>Key=value</c>.</param>
    /// <param name="directory">The storage of an earlier run, to start on it again.</param>
    /// <param name="engine">The engine, where it must not be the one that this run is about.</param>
    /// <param name="reads">What answers late, where a test is about that.</param>
    public static async Task<TestRooms> StartAsync(
        TimeProvider? clock = null, IEnumerable<string>? settings = null, DirectoryInfo? directory = null, Engine? engine = null, ReadGate? reads = null)
    {
        var storage = await TestStorage.OpenAsync(directory ?? System.IO.Directory.CreateTempSubdirectory("smsadmin-test-"), engine);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(storage.Settings());
        builder.Configuration.AddInMemoryCollection((settings ?? []).Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])));
        builder.Logging.ClearProviders();
        builder.AddStorage();
        builder.AddRooms();
        if (clock is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            // The database's too.
            builder.Services.Replace(ServiceDescriptor.Singleton(new SharedClock((_, _) => Task.FromResult(clock.GetUtcNow()))));
        }

        if (reads is not null)
        {
            builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(reads));
            builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(reads));
        }

        var app = builder.Build();
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<WebhookSecrets>().LoadAsync(TestContext.Current.CancellationToken);
        return new TestRooms(app, storage);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Looks into the database past the rooms.</summary>
    public async Task<T> LookAsync<T>(Func<AppDb, Task<T>> look)
    {
        await using var db = await Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await look(db);
    }

    /// <summary>Adds a plan of the sandbox and has Sinch confirm it.</summary>
    public async Task<Guid> AddPlanAsync(SandboxHost sandbox, Func<PlanDraft, PlanDraft>? with = null, string token = "token-us")
    {
        var draft = new PlanDraft(
            "Acme US", "sandbox-us", "us", $"{sandbox.BaseAddress}sinch/{{region}}", "+12015550199", PlanKind.Production, 30, null, null, "Europe/Stockholm", [], true);
        var ct = TestContext.Current.CancellationToken;
        var saved = Assert.IsType<PlanOutcome.Saved>(await Get<PlanEditing>().AddAsync(with?.Invoke(draft) ?? draft, token, Anna, ct));
        await Get<PlanChecks>().CheckAsync(saved.PlanId, Anna, ct);
        return saved.PlanId;
    }

    /// <summary>Has the database refuse writes, or take them again.</summary>
    public async Task SetWritableAsync(bool writable)
    {
        await _storage.SetWritableAsync(writable);
        // Sessions that are open keep what they were told at their start.
        _app.Services.GetService<NpgsqlDataSource>()?.Clear();
    }

    /// <summary>Stops, and leaves the storage as it is.</summary>
    public async Task<DirectoryInfo> StopAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return Directory;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _storage.DropAsync();
    }
}
