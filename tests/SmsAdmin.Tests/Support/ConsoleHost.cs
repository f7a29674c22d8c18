using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// The real program on a real port, with its own storage in a temporary directory that goes when it stops.
/// Derive a fixture from it to share one start among the tests of a class.
/// </summary>
public class ConsoleHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Password = "four words make one";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("smsadmin-");
    private TestStorage? _storage;

    public ConsoleHost()
    {
        UseKestrel(0);
    }

    /// <summary>Development has the sandbox and no forced https; Production has neither.</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>Configuration on top of appsettings.json.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>The program's clock; the system's unless a test winds its own.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>The engine, where it must not be the one that this run is about.</summary>
    public Engine? Engine { get; init; }

    /// <summary>What leads a verb of the shell to the same storage.</summary>
    public IEnumerable<string> StorageArguments => _storage!.Settings().Select(setting => $"--{setting.Key}={setting.Value}");

    public string Storage => _directory.FullName;

    public Uri Address => ClientOptions.BaseAddress;

    public T Room<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Somebody with an empty cookie jar.</summary>
    public Visitor Visit() => new(Address);

    /// <summary>Adds a user with this role, past their first password.</summary>
    public async Task<(Guid Id, string Email)> AddUserAsync(string role, CancellationToken ct)
    {
        var email = $"{role.ToLowerInvariant()}-{Guid.NewGuid():N}@example.com";
        var users = Room<Users>();
        var by = Actor.System("Test");
        var added = Assert.IsType<AccountOutcome.Done>(await users.AddAsync(email, "Somebody Else", role, "the first password", by, ct));
        Assert.IsType<AccountOutcome.Done>(await users.ChangeOwnPasswordAsync(added.UserId, "the first password", Password, by, ct));
        return (added.UserId, email);
    }

    /// <summary>A new user with this role, signed in.</summary>
    public async Task<Visitor> SignedInAsync(string role, CancellationToken ct)
    {
        var (_, email) = await AddUserAsync(role, ct);
        var visitor = Visit();
        await visitor.SignInAsync(email, Password, ct);
        return visitor;
    }

    public virtual async ValueTask InitializeAsync()
    {
        _storage = await TestStorage.OpenAsync(_directory, Engine);
        StartServer();
        if (Room<SandboxSwitch>().IsOn) await SandboxPlanIsCheckedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_storage is not null) await _storage.DropAsync();
    }

    // It comes once the program listens, which is after its start.
    private async Task SandboxPlanIsCheckedAsync()
    {
        using var changed = new SemaphoreSlim(0);
        using var ear = Room<PlanChanges>().Listen(() => changed.Release());
        while (!(await Room<Plans>().ListAsync(TestContext.Current.CancellationToken)).Any(plan => plan is { IsSandbox: true, CheckedAt: not null }))
            Assert.True(await changed.WaitAsync(Patience, TestContext.Current.CancellationToken), "The sandbox's plan did not come.");
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseSolutionRelativeContentRoot(".", "SmsAdmin.sln");
        foreach (var (key, value) in _storage!.Settings()) builder.UseSetting(key, value);
        foreach (var (key, value) in Settings) builder.UseSetting(key, value);
        if (Clock is not null) builder.ConfigureTestServices(services => services.AddSingleton(Clock));
        // What a guess costs is no matter of these tests, and would be the dearest part of each sign-in.
        builder.ConfigureTestServices(services => services.Configure<PasswordHasherOptions>(hashes => hashes.IterationCount = 1000));
    }
}
