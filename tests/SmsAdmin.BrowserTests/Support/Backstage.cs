using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>Behind the scenes of the sandbox that runs inside the program: what it accepted, what its phones show, its strings.</summary>
internal sealed class Backstage(RunningProgram program) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(program.Address, "/sandbox/") };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Where a plan of the sandbox is reached, with a place for its region.</summary>
    public string BaseUrl => new Uri(program.Address, "/sandbox/sinch/").AbsoluteUri + "{region}";

    /// <summary>The texts that a phone received, latest first.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string number)
    {
        var texts = await _http.GetFromJsonAsync<JsonElement>($"handset/{Uri.EscapeDataString(number)}", Ct);
        return [.. texts.EnumerateArray().Select(text => text.GetProperty("body").GetString()!)];
    }

    /// <summary>What was asked of a plan, or of all, and what was accepted.</summary>
    public async Task<(int Accepted, IReadOnlyList<(string Method, string Region)> Asked)> LedgerAsync(string? servicePlanId = null)
    {
        var ledger = await _http.GetFromJsonAsync<JsonElement>(servicePlanId is null ? "ledger" : $"ledger?plan={servicePlanId}", Ct);
        return (ledger.GetProperty("count").GetInt32(),
            [.. ledger.GetProperty("requests").EnumerateArray().Select(asked => (asked.GetProperty("method").GetString()!, asked.GetProperty("region").GetString()!))]);
    }

    /// <summary>How many messages with our reference the sandbox accepted.</summary>
    public async Task<int> AcceptedAsync(string clientReference) =>
        (await _http.GetFromJsonAsync<JsonElement>($"ledger?client_reference={clientReference}", Ct)).GetProperty("count").GetInt32();

    /// <summary>Makes a service plan at the pretend Sinch.</summary>
    public async Task AddPlanAsync(string servicePlanId, string token, string region = "us")
    {
        using var answer = await _http.PostAsJsonAsync("control/plans", new { service_plan_id = servicePlanId, token, region }, Ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A phone answers the plan of the sandbox, to which something was sent before. Posted where receipts are.</summary>
    public async Task ReceiveAsync(string from, string text)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "sinch/us/xms/v1/sandbox-us/batches?page_size=1") { Headers = { Authorization = new("Bearer", "token-us") } };
        using var answer = await _http.SendAsync(ask, Ct);
        var batch = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("batches")[0];
        using var told = await _http.PostAsJsonAsync("control/plans", new { service_plan_id = "sandbox-us", callback_url = batch.GetProperty("callback_url").GetString() }, Ct);
        told.EnsureSuccessStatusCode();
        using var received = await _http.PostAsJsonAsync("control/inbounds", new { service_plan_id = "sandbox-us", from, to = "12015550199", body = text }, Ct);
        received.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
