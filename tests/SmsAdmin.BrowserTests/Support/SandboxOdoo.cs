using System.Net.Http.Json;
using System.Text.Json;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>An Odoo of the sandbox that runs inside the program, behind its screens.</summary>
internal sealed class SandboxOdoo(RunningProgram program, string version) : IDisposable
{
    public const string Key = "ad00000000000000000000000000000000000001";

    private readonly HttpClient _http = new() { BaseAddress = new Uri(program.Address, $"/sandbox/odoo/{version}/control/") };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>As its address is typed into the console.</summary>
    public string Url => new Uri(program.Address, $"/sandbox/odoo/{version}").AbsoluteUri;

    /// <summary>Each text's uuid and number.</summary>
    public async Task<IReadOnlyList<(string Uuid, string Number)>> TextsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("sms", Ct)).EnumerateArray().Select(text => (text.GetProperty("uuid").GetString()!, text.GetProperty("number").GetString()!))];

    public async Task<string> ParameterAsync(string key) => (await _http.GetFromJsonAsync<JsonElement>("parameters", Ct)).EnumerateArray()
        .Where(parameter => parameter.GetProperty("key").GetString() == key).Select(parameter => parameter.GetProperty("value").GetString()!).SingleOrDefault() ?? "";

    public void Dispose() => _http.Dispose();
}
