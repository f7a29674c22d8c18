using System.Net.Http.Json;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Deployment;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Clients;

/// <summary>The real program with its sandbox on the real clock, and programs of other people that are pointed at it.</summary>
public sealed class Gateway : ConsoleHost
{
    public const string Sender = "+12015550199";

    /// <summary>What the key is called in the log.</summary>
    public const string KeyName = "Somebody's program";

    private HttpClient _backstage = null!;

    public PlanView Plan { get; private set; } = null!;

    public string Key { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _backstage = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(Address, "/sandbox/") };
        using var hurried = await _backstage.PostAsJsonAsync("control/plans", new { service_plan_id = "sandbox-us", dispatched_after_ms = 100, final_after_ms = 300 }, Ct);
        hurried.EnsureSuccessStatusCode();
        Plan = (await Room<Plans>().ListAsync(Ct)).Single(plan => plan.IsSandbox);
        var draft = new ApiKeyDraft(KeyName, Plan.Id, Plan.Name, ApiScopes.MessagesSend | ApiScopes.MessagesRead);
        Key = Assert.IsType<ApiKeyOutcome.Created>(await Room<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct)).Key.Reveal();
    }

    /// <summary>The texts that a phone received, latest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string number) =>
        [.. (await _backstage.GetFromJsonAsync<Text[]>($"handset/{Uri.EscapeDataString(number)}", Ct))!.Select(text => text.Body)];

    /// <summary>Runs somebody's program to its end. It exits with 0, or the test fails with all that it said.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunAsync(string file, string[] arguments, string directory, IDictionary<string, string> environment)
    {
        // The gateway is on this machine, whatever leads to others.
        environment["NO_PROXY"] = environment["no_proxy"] = "127.0.0.1,localhost";
        var (code, said) = await StartedProgram.RunAsync(file, arguments, directory, environment);
        Assert.True(code == 0, $"{file} ended with {code}:\n{said}");
        return said;
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _backstage.Dispose();
        await base.DisposeAsync();
    }

    private sealed record Text(string Body);
}
