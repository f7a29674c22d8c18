using SmsAdmin.Tests.Deployment;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Clients;

/// <summary>
/// Sinch's official SDK for Node.js sends, lists, updates, cancels, reads reports and gets callbacks: tests/sdk/walk.js,
/// the same against the sandbox, so that the walk itself is right, and through our door.
/// </summary>
public sealed class SdkTests(Gateway gateway) : IClassFixture<Gateway>
{
    [Fact]
    public Task It_works_through_our_door_with_host_plan_and_key_changed_alone() =>
        WalkAsync(gateway.Address.AbsoluteUri.TrimEnd('/'), gateway.Key);

    [Fact]
    public async Task It_works_against_the_sandbox()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", dispatched_after_ms = 100, final_after_ms = 300 });
        await WalkAsync(sandbox.SinchBase().AbsoluteUri, "token-us");
    }

    private static async Task WalkAsync(string host, string token)
    {
        var said = await Gateway.RunAsync("node", ["walk.js"], Repository.Path("tests/sdk"), new Dictionary<string, string>
        {
            ["SMSADMIN_URL"] = host,
            ["SMSADMIN_PLAN"] = "sandbox-us",
            ["SMSADMIN_KEY"] = token,
        });
        Assert.Contains("The SDK is content.", said, StringComparison.Ordinal);
    }
}
