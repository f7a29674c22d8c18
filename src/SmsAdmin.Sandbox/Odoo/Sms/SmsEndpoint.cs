using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Sms;

/// <summary>
/// The JSON-RPC call of Odoo's <c>sms</c> module to <c>&lt;sms.endpoint&gt;/api/sms/3/send</c>. Without that parameter Odoo
/// asks its own IAP; here nothing leaves the machine, and it ends as a server error.
/// </summary>
internal static class SmsEndpoint
{
    public const string Parameter = "sms.endpoint";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The state by uuid; null where the whole call failed.</summary>
    public static async Task<Dictionary<string, string>?> PostAsync(Database database, IReadOnlyList<Row> batch)
    {
        string? endpoint;
        string body;
        lock (database.Gate)
        {
            endpoint = database.Parameter(Parameter);
            body = Body(database, batch).ToJsonString();
        }
        // Plain concatenation, as Odoo does it: a slash at the end of the parameter is one too many
        if (!Uri.TryCreate($"{endpoint}/api/sms/3/send", UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (url.UserInfo.Length > 0)
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
            using var patience = new CancellationTokenSource(Patience, database.Server.Time);
            using var response = await Http.SendAsync(request, patience.Token);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsStringAsync(patience.Token)) : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Dictionary<string, string>? Read(string body)
    {
        if (JsonNode.Parse(body) is not JsonObject answer || answer["result"] is not JsonArray results)
            return null;
        var states = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in results.OfType<JsonObject>())
            states[(string?)result["uuid"] ?? ""] = (string?)result["state"] ?? "";
        return states;
    }

    private static JsonObject Body(Database database, IReadOnlyList<Row> batch) => new()
    {
        ["jsonrpc"] = "2.0",
        ["method"] = "call",
        ["params"] = new JsonObject
        {
            ["messages"] = new JsonArray([.. batch.GroupBy(sms => sms.Text("body"), StringComparer.Ordinal).Select(texts => new JsonObject
            {
                ["content"] = texts.Key,
                ["numbers"] = new JsonArray([.. texts.Select(sms => new JsonObject { ["number"] = sms.Text("number"), ["uuid"] = sms.Text("uuid") })]),
            })]),
            ["webhook_url"] = $"{database.Parameter(OdooServer.BaseUrl)}/sms/status",
            ["dbuuid"] = database.Parameter("database.uuid"),
            ["account_token"] = "0812a35d40464443a056f474f2be39ec",
        },
        ["id"] = Guid.NewGuid().ToString("n"),
    };
}
