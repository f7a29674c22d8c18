using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

/// <summary>A Sinch client that calls one plan, here or at the sandbox, and reads JSON.</summary>
public sealed class XmsCaller(HttpClient http, string root, Action? tick = null)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A client of our door, with this key. While it waits, it lets the program's clock go on.</summary>
    public static XmsCaller At(ApiConsole console, string key, string region) =>
        new(console.Caller(key), $"xms/v1/sandbox-{region}/", () => console.Time.Advance(TimeSpan.FromMilliseconds(100)));

    /// <summary>A client of the sandbox itself.</summary>
    public static XmsCaller AtSandbox(ApiConsole console, string region) => new(console.Sandbox.Sinch(region), "");

    public async Task<(HttpStatusCode Status, JsonElement Json)> AsAsync(string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(root + path, UriKind.Relative));
        if (body is not null) request.Content = body as HttpContent ?? JsonContent.Create(body);
        using var answer = await http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(string path) => AsAsync("GET", path);

    public Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(string path, object body) => AsAsync("POST", path, body);

    /// <summary>Sends, and gives the batch's id.</summary>
    public async Task<string> SendAsync(object batch)
    {
        var (status, json) = await PostAsync("batches", batch);
        Assert.True(status == HttpStatusCode.Created, json.ToString());
        return json.GetProperty("id").GetString()!;
    }

    /// <summary>Waits until the report of a batch holds this status, and gives it: by the program's own worker, not what other plans have in their queues.</summary>
    public async Task<JsonElement> ReportedAsync(string id, string status, int count = 1)
    {
        JsonElement report = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                tick?.Invoke();
                report = (await GetAsync($"batches/{id}/delivery_report?type=full")).Json;
                return report.GetProperty("statuses").EnumerateArray().Any(one => one.GetProperty("status").GetString() == status && one.GetProperty("count").GetInt32() == count);
            },
            () => Task.FromResult(report.ToString()));
        return report;
    }

    /// <summary>What was refused, in Sinch's shape.</summary>
    public static (int Status, string? Code) Refusal((HttpStatusCode Status, JsonElement Json) answer)
    {
        Assert.False(string.IsNullOrWhiteSpace(answer.Json.GetProperty("text").GetString()));
        return ((int)answer.Status, answer.Json.GetProperty("code").GetString());
    }
}
