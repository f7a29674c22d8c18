using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Odoo;

/// <summary>An Odoo of 19 or 17 with system parameters alone, to change under a room's feet. What real ones answer is tried with the sandbox's.</summary>
internal sealed class PretendOdoo : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef01234567";

    private readonly ConcurrentDictionary<string, Row> _parameters = new();
    private readonly bool _isOlder;
    private ScriptedServer _server = null!;
    private int _lastId;

    private PretendOdoo(bool isOlder) => _isOlder = isOlder;

    public string Url => _server.Root;

    /// <summary>503 to everything.</summary>
    public bool IsDown { get; set; }

    /// <summary>The user is no administrator.</summary>
    public bool IsPlain { get; set; }

    /// <summary>Takes writes and forgets them.</summary>
    public bool Forgets { get; set; }

    /// <summary>What a proxy before it answers to writes, whatever became of them; null where there is none.</summary>
    public int? CutsWritesBy { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 13, 0, 0, TimeSpan.Zero);

    /// <summary>Called with each request when it was done, before it is answered.</summary>
    public Func<Task> Answering { get; set; } = () => Task.CompletedTask;

    public IEnumerable<string> Bodies => _server.Requests.Select(request => request.Body);

    public int Requests => _server.Requests.Count;

    public static async Task<PretendOdoo> StartAsync(bool isOlder = false)
    {
        var odoo = new PretendOdoo(isOlder);
        odoo._server = await ScriptedServer.StartAsync((context, request) => odoo.AnswerAsync(context, request));
        return odoo;
    }

    public string? this[string key] => _parameters.TryGetValue(key, out var row) ? row.Value : null;

    /// <summary>Somebody there writes a parameter.</summary>
    public void Set(string key, string value, string by = "Erik Sand") =>
        _parameters[key] = new Row(_parameters.TryGetValue(key, out var row) ? row.Id : ++_lastId, value, by, Now);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, ScriptedRequest request)
    {
        if (IsDown)
        {
            await ScriptedServer.WriteAsync(context, 503, "<h1>Later</h1>", "text/html");
            return;
        }

        var (status, body) = Answer(request);
        await Answering();
        if (CutsWritesBy is { } cut && request.Body.Contains("\"vals", StringComparison.Ordinal)) (status, body) = (cut, "<h1>Gateway</h1>");
        await ScriptedServer.WriteAsync(context, status, body, status == 404 ? "text/html" : "application/json");
    }

    private (int Status, string Body) Answer(ScriptedRequest request)
    {
        if (request.PathAndQuery == "/web/version") return _isOlder ? (404, "<h1>Not Found</h1>") : (200, """{"version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"}""");
        if (request.PathAndQuery != "/jsonrpc")
        {
            if (request.Headers.Authorization.ToString() != $"bearer {Key}") return (401, """{"name": "werkzeug.exceptions.Unauthorized", "message": "Invalid apikey", "arguments": [], "context": {}, "debug": "Traceback"}""");
            var path = request.PathAndQuery.Split('/');
            var named = JsonNode.Parse(request.Body)!;
            return (200, Call(path[3], path[4], named["domain"] as JsonArray, named["ids"]?[0]?.GetValue<int>(), named["vals"] ?? named["vals_list"]?[0]));
        }

        var call = JsonNode.Parse(request.Body)!["params"]!;
        var args = (JsonArray)call["args"]!;
        var result = (string)call["method"]! switch
        {
            "version" => """{"server_version": "17.0", "server_version_info": [17, 0, 0, "final", 0, ""], "server_serie": "17.0", "protocol_version": 1}""",
            "authenticate" => (string)args[2]! == Key ? "2" : "false",
            _ => Call((string)args[3]!, (string)args[4]!, args[5]![0] as JsonArray, (args[5]!.AsArray().FirstOrDefault() as JsonArray)?.FirstOrDefault() is JsonValue id && id.TryGetValue<int>(out var number) ? number : null, args[5]!.AsArray().LastOrDefault()),
        };
        return (200, $$"""{"jsonrpc": "2.0", "id": 1, "result": {{result}}}""");
    }

    private string Call(string model, string method, JsonArray? domain, int? id, JsonNode? values) => (model, method) switch
    {
        ("res.users", "context_get") => """{"lang": "en_US", "tz": false, "uid": 2}""",
        ("res.users", _) => """[{"id": 2, "login": "sms-bot", "name": "SMS Bot"}]""",
        (_, "has_access" or "check_access_rights") => IsPlain ? "false" : "true",
        ("ir.config_parameter", "search_read") => new JsonArray([.. _parameters.Where(p => domain![0]![2]!.AsArray().Any(key => (string)key! == p.Key)).Select(p => (JsonNode)p.Value.ToJson(p.Key))]).ToJsonString(),
        ("ir.config_parameter", "write") => Written(_parameters.Single(p => p.Value.Id == id).Key, (string)values!["value"]!),
        ("ir.config_parameter", "create") => Written((string)values!["key"]!, (string)values!["value"]!),
        _ => throw new InvalidOperationException($"{model}.{method} was not expected."),
    };

    private string Written(string key, string value)
    {
        if (!Forgets) Set(key, value, "SMS Bot");
        return "true";
    }

    private sealed record Row(int Id, string Value, string By, DateTimeOffset At)
    {
        public JsonObject ToJson(string key) => new()
        {
            ["id"] = Id,
            ["key"] = key,
            ["value"] = Value,
            ["write_uid"] = new JsonArray(7, By),
            ["write_date"] = At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        };
    }
}
