using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmsAdmin.Benchmarks;

/// <summary>The sandbox alone in its own process, with one plan that has no rate of its own.</summary>
internal static class Sandboxes
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<Child> StartAsync()
    {
        var child = await Child.StartAsync(["sandbox"], new Dictionary<string, string>());
        using var made = await Http.PostAsJsonAsync(new Uri(child.Address, "control/plans"), new { service_plan_id = "bench", token = "token-bench", region = "us", rate = 0 });
        made.EnsureSuccessStatusCode();
        return child;
    }

    /// <summary>When each reference arrived at Sinch.</summary>
    public static async Task<IReadOnlyList<Arrival>> LedgerAsync(Child sandbox) =>
        (await Http.GetFromJsonAsync<Ledger>(new Uri(sandbox.Address, "ledger?plan=bench")) ?? throw new JsonException("No ledger.")).Sends;

    private sealed record Ledger([property: JsonPropertyName("sends")] IReadOnlyList<Arrival> Sends);
}

/// <summary>A send that the sandbox accepted.</summary>
internal sealed record Arrival([property: JsonPropertyName("client_reference")] string? Reference, [property: JsonPropertyName("arrived_at")] DateTimeOffset At);
