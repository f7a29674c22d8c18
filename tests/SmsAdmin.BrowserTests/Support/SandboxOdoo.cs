using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>What a person does and sees in an Odoo of the sandbox that runs inside the program.</summary>
internal sealed class SandboxOdoo(RunningProgram program, string version) : IDisposable
{
    public const string Key = "ad00000000000000000000000000000000000001";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(program.Address, $"/sandbox/odoo/{version}/control/") };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As its address is typed into the console.</summary>
    public string Url => new Uri(program.Address, $"/sandbox/odoo/{version}").AbsoluteUri;

    /// <summary>Sends one text to each number by the SMS composer.</summary>
    public async Task SendAsync(string body, params string[] numbers)
    {
        using var answer = await _http.PostAsJsonAsync("sms", new { numbers, body }, Ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>"Retry" of all that failed.</summary>
    public async Task RetryAsync()
    {
        using var answer = await _http.PostAsJsonAsync("resend", new { }, Ct);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Each text's uuid, number, and what its notification shows, as "sent" or "exception sms_credit".</summary>
    public async Task<IReadOnlyList<(string Uuid, string Number, string Shows)>> TextsAsync()
    {
        var texts = await _http.GetFromJsonAsync<JsonElement>("sms", Ct);
        return [.. texts.EnumerateArray().Select(text => (
            text.GetProperty("uuid").GetString()!, text.GetProperty("number").GetString()!, $"{text.GetProperty("status").GetString()} {text.GetProperty("status_failure").GetString()}".Trim()))];
    }

    /// <summary>Waits until the notifications show this, in any order.</summary>
    public async Task ShowsAsync(params string[] wanted)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(45));
        string[] seen = [];
        try
        {
            do seen = [.. (await TextsAsync()).Select(text => text.Shows).Order()];
            while (!seen.SequenceEqual(wanted.Order()) && await looks.WaitForNextTickAsync(patience.Token));
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            Assert.Equal(wanted.Order(), seen);
        }
    }

    public async Task<string> ParameterAsync(string key) => (await _http.GetFromJsonAsync<JsonElement>("parameters", Ct)).EnumerateArray()
        .Where(parameter => parameter.GetProperty("key").GetString() == key).Select(parameter => parameter.GetProperty("value").GetString()!).SingleOrDefault() ?? "";

    public void Dispose() => _http.Dispose();
}
