using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Support;

/// <summary>The running program as other programs see it: a plan of a sandbox over real HTTP, keys, and a clock that a test winds.</summary>
public sealed class ApiConsole : ConsoleHost
{
    private readonly List<HttpClient> _clients = [];
    private SandboxHost? _sandbox;

    public ApiConsole()
    {
        Clock = Time;
        Settings["Sandbox:Enabled"] = "false";
    }

    /// <summary>Begins on Monday 23 November 2026, 12:00 UTC.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public Guid PlanId { get; private set; }

    /// <summary>What its plans send to.</summary>
    public SandboxHost Sandbox => _sandbox!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _sandbox = await SandboxHost.StartAsync();
        PlanId = await AddPlanAsync("Acme US", "us");
    }

    /// <summary>Adds a plan; one region is one plan of the sandbox.</summary>
    public async Task<Guid> AddPlanAsync(string name, string region, Func<PlanDraft, PlanDraft>? with = null)
    {
        var draft = new PlanDraft(
            name, $"sandbox-{region}", region, $"{_sandbox!.BaseAddress}sinch/{{region}}", "+12015550199", PlanKind.Production, 30, null, null,
            "Europe/Stockholm", [], true);
        var saved = Assert.IsType<PlanOutcome.Saved>(await Room<PlanEditing>().AddAsync(with?.Invoke(draft) ?? draft, $"token-{region}", TestRooms.Anna, Ct));
        await Room<PlanChecks>().CheckAsync(saved.PlanId, TestRooms.Anna, Ct);
        return saved.PlanId;
    }

    public async Task<ApiKeyOutcome.Created> MakeKeyAsync(Guid? planId = null, ApiScopes scopes = ApiScopes.MessagesSend | ApiScopes.MessagesRead, TimeSpan? lifetime = null, Func<ApiKeyDraft, ApiKeyDraft>? with = null)
    {
        var draft = new ApiKeyDraft("Odoo", planId ?? PlanId, "Acme", scopes, lifetime);
        return Assert.IsType<ApiKeyOutcome.Created>(await Room<ApiKeys>().CreateAsync(with?.Invoke(draft) ?? draft, TestRooms.Anna, Ct));
    }

    /// <summary>A program that shows this key, or none.</summary>
    public HttpClient Caller(string? key)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = Address };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        lock (_clients) _clients.Add(client);
        return client;
    }

    /// <summary>A program with a new key.</summary>
    public async Task<HttpClient> CallerAsync(Guid? planId = null, ApiScopes scopes = ApiScopes.MessagesSend | ApiScopes.MessagesRead) =>
        Caller((await MakeKeyAsync(planId, scopes)).Key.Reveal());

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _clients.ForEach(client => client.Dispose());
        await base.DisposeAsync();
        if (_sandbox is not null) await _sandbox.DisposeAsync();
    }
}
