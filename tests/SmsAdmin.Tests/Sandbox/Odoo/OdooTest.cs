using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SmsAdmin.Sandbox.Odoo;

namespace SmsAdmin.Tests.Sandbox.Odoo;

/// <summary>A sandbox of its own, its Odoo servers called as a client calls them.</summary>
public abstract class OdooTest : SandboxTest
{
    protected const int Admin = 2;
    protected const int Clerk = 5;

    /// <summary>Sends anything to a server: a path such as <c>/jsonrpc</c>, a body as text.</summary>
    protected async Task<Reply> AskAsync(string server, string method, string path, string? body = null, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"odoo/{server}{path}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }
        using var response = await Host.Odoo.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    protected Task<Reply> RpcAsync(string server, string service, string method, params object?[] args) => AskAsync(server, "POST", "/jsonrpc",
        JsonSerializer.Serialize(new { jsonrpc = "2.0", method = "call", @params = new { service, method, args }, id = 1 }));

    /// <summary>execute_kw as the administrator of the main database, expected to give a result.</summary>
    protected async Task<JsonElement> KwAsync(string server, string model, string method, object?[] args, object? named = null)
    {
        var reply = await RpcAsync(server, "object", "execute_kw", "odoo", Admin, "admin", model, method, args, named ?? new { });
        Assert.True(reply.Json.TryGetProperty("result", out var result), reply.Text);
        return result;
    }

    protected Task<Reply> Json2Async(string server, string model, string method, object body, string? key = null, string? database = null) => AskAsync(
        server, "POST", $"/json/2/{model}/{method}", JsonSerializer.Serialize(body), "application/json",
        [("Authorization", $"bearer {key ?? OdooKeys.Admin}"), .. database is null ? [] : new[] { ("X-Odoo-Database", database) }]);

    protected async Task<JsonElement> PullAsync(string server, string what, object body)
    {
        var reply = await AskAsync(server, "POST", $"/control/{what}", JsonSerializer.Serialize(body));
        Assert.True(reply.Status is 200 or 204, reply.Text);
        return reply.Status == 204 ? default : reply.Json;
    }

    protected static string Fault(Reply reply) => reply.Json.TryGetProperty("error", out var error)
        ? error.GetProperty("data").GetProperty("name").GetString()!
        : reply.Json.GetProperty("name").GetString()!;
}
