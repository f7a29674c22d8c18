using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SmsAdmin.Tests.Sandbox;

/// <summary>An answer, read to its end.</summary>
public sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonElement.Parse(Text);

    public string? Code => Text.Length > 0 && Json.TryGetProperty("code", out var code) ? code.ToString() : null;

    public string Id => Json.GetProperty("id").GetString()!;
}

public static class Requests
{
    /// <summary>Sends a request as raw JSON, or as an object, and reads the answer.</summary>
    public static async Task<Reply> AskAsync(this HttpClient client, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    /// <summary>Sends one text and expects it to be accepted.</summary>
    public static async Task<Reply> SendAsync(this HttpClient client, object? body = null)
    {
        var reply = await client.AskAsync("POST", "batches", body ?? Text("+12015550100"));
        Assert.True(reply.Status == 201, $"{reply.Status} {reply.Text}");
        return reply;
    }

    public static Dictionary<string, object?> Text(params string[] to) =>
        new() { ["to"] = to, ["from"] = "12345", ["body"] = "Hello" };

    public static Dictionary<string, object?> With(this Dictionary<string, object?> body, string name, object? value) =>
        new(body) { [name] = value };

    /// <summary>One recipient's status and code.</summary>
    public static async Task<(string Status, int Code)> StatusAsync(this HttpClient client, string batchId, string recipient)
    {
        var reply = await client.AskAsync("GET", $"batches/{batchId}/delivery_report/{recipient}");
        Assert.Equal(200, reply.Status);
        return (reply.Json.GetProperty("status").GetString()!, reply.Json.GetProperty("code").GetInt32());
    }
}
