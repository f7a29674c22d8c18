using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Benchmarks;

/// <summary>Storage of its own with one plan of the sandbox and one API key, on either engine.</summary>
internal sealed class Installation : IDisposable
{
    public const string PlanName = "Bench";
    private readonly DirectoryInfo _directory;

    private Installation(DirectoryInfo directory, string[] settings, string key, Guid planId) => (_directory, Settings, Key, PlanId) = (directory, settings, key, planId);

    public string[] Settings { get; }

    public string Key { get; }

    public Guid PlanId { get; }

    /// <param name="perSecond">The plan's rate with us; the sandbox has none.</param>
    /// <param name="postgres">An empty database, or null for SQLite.</param>
    public static async Task<Installation> MakeAsync(Child sandbox, int perSecond, string? postgres)
    {
        var directory = Directory.CreateTempSubdirectory("smsadmin-bench-");
        var settings = Arguments(directory, postgres);
        await using var app = await Composition.OpenRoomsAsync(settings);
        await app.Services.GetRequiredService<WebhookSecrets>().LoadAsync(default);
        var by = Actor.System("Benchmarks");
        var draft = new PlanDraft(
            PlanName, "bench", "us", $"{sandbox.Address}sinch/{{region}}", "+12015550199", PlanKind.Production, perSecond, null, null, "Etc/UTC", [], true)
        {
            OpenCountries = [OpenCountries.All],
        };
        var plan = (PlanOutcome.Saved)await app.Services.GetRequiredService<PlanEditing>().AddAsync(draft, "token-bench", by, default);
        if (await app.Services.GetRequiredService<PlanChecks>().CheckAsync(plan.PlanId, by, default) is not { Works: true }) throw new InvalidOperationException("The sandbox does not take the plan.");
        var key = (ApiKeyOutcome.Created)await app.Services.GetRequiredService<ApiKeys>().CreateAsync(
            new ApiKeyDraft("bench", plan.PlanId, PlanName, ApiScopes.MessagesSend | ApiScopes.MessagesRead | ApiScopes.OtpSend | ApiScopes.OtpVerify, null), by, default);
        return new Installation(directory, settings, key.Key.Reveal(), plan.PlanId);
    }

    /// <summary>The program as in production, but that its addresses are this machine's.</summary>
    public Task<Child> StartAsync(params string[] more) => Child.StartAsync([.. Settings, .. more], new Dictionary<string, string>
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Sandbox__Enabled"] = "false",
    });

    /// <summary>Opens the rooms beside the program, to count past it.</summary>
    public Task<WebApplication> OpenRoomsAsync() => Composition.OpenRoomsAsync(Settings);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    private static string[] Arguments(DirectoryInfo directory, string? postgres)
    {
        string[] all = [$"--Storage:Directory={directory.FullName}"];
        return postgres is null ? all : [.. all, $"--ConnectionStrings:Postgres={postgres}", $"--KeyRing:MasterKey={Convert.ToBase64String(new byte[32])}"];
    }
}
