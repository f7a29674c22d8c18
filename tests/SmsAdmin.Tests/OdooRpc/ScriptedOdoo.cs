using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>The real window before a server that answers call by call as the test says, in the words that real Odoos were recorded with.</summary>
internal sealed class ScriptedOdoo : IAsyncDisposable
{
    public const string Key = "cb821bacd8136925d8cf986338310ced10baaecc";

    private readonly ServiceProvider _services;
    private readonly Dictionary<string, Queue<Reply>> _answers = [];

    private ScriptedOdoo(TimeProvider? clock, ResolveHost? names, (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build());
        if (clock is not null) services.AddSingleton(clock);
        if (names is not null) services.AddSingleton(names);
        services.AddOdooRpc();
        _services = services.BuildServiceProvider();
    }

    public OdooClient Client => _services.GetRequiredService<OdooClient>();

    public ScriptedServer Server { get; private set; } = null!;

    /// <summary>The calls in their order, as <c>authenticate</c> or <c>ir.config_parameter.write</c>.</summary>
    public IEnumerable<string> Calls => Server.Requests.Select(Name);

    public static async Task<ScriptedOdoo> StartAsync(TimeProvider? clock = null, ResolveHost? names = null, params (string Key, string Value)[] settings)
    {
        var odoo = new ScriptedOdoo(clock, names, settings);
        odoo.Server = await ScriptedServer.StartAsync((context, request) => odoo.AnswerAsync(context, request));
        return odoo;
    }

    public OdooEndpoint At(string? database = "odoo", string login = "admin", string credential = "admin-pw", string? url = null) =>
        OdooEndpoint.TryCreate(url ?? Server.Root, database, login, new Secret(credential), allowsPrivateHost: true)!;

    /// <summary>Answers the calls of a name one by one; the last answer stays.</summary>
    public ScriptedOdoo On(string call, params Reply[] answers)
    {
        _answers[call] = new Queue<Reply>(answers);
        return this;
    }

    /// <summary>As 17 or 18: no page of its version.</summary>
    public ScriptedOdoo Older(string version = "17.0-20240709") => On("/web/version", Reply.Page(404, "Not Found"))
        .On("version", Reply.Result($$"""{"server_version": "{{version}}", "server_version_info": [{{version[..2]}}, 0, 0, "final", 0, ""], "server_serie": "{{version[..4]}}", "protocol_version": 1}"""))
        .On("authenticate", Reply.Result("2"));

    /// <summary>As 19 on.</summary>
    public ScriptedOdoo Newer(string version = "19.0") => On("/web/version", Reply.Json(200, $$"""{"version_info": [19, 0, 0, "final", 0, ""], "version": "{{version}}"}"""))
        .On("res.users.context_get", Reply.Json(200, """{"lang": "en_US", "tz": false, "uid": 2}"""));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static string Name(ScriptedRequest request)
    {
        var path = request.PathAndQuery;
        if (path.StartsWith("/json/2/", StringComparison.Ordinal)) return path["/json/2/".Length..].Replace('/', '.');
        if (path != "/jsonrpc") return path;
        var call = JsonNode.Parse(request.Body)!["params"]!;
        return (string)call["method"]! == "execute_kw" ? $"{call["args"]![3]}.{call["args"]![4]}" : (string)call["method"]!;
    }

    private async Task AnswerAsync(HttpContext context, ScriptedRequest request)
    {
        Assert.True(_answers.TryGetValue(Name(request), out var answers), $"{Name(request)} was not expected.");
        var reply = answers!.Count > 1 ? answers.Dequeue() : answers.Peek();
        if (reply.Location is { } location) context.Response.Headers.Location = location;
        if (reply.Before is { } before) await before(context);
        await ScriptedServer.WriteAsync(context, reply.Status, reply.Body, reply.Type);
    }

    internal sealed record Reply(int Status, string Body, string Type, string? Location = null, Func<HttpContext, Task>? Before = null)
    {
        public static Reply Json(int status, string json) => new(status, json, "application/json; charset=utf-8");

        public static Reply Page(int status, string words) => new(status, $"<!doctype html>\n<title>{words}</title>\n<h1>{words}</h1>", "text/html; charset=utf-8");

        /// <summary>Over JSON-RPC.</summary>
        public static Reply Result(string json) => Json(200, $$"""{"jsonrpc": "2.0", "id": 1, "result": {{json}}}""");

        /// <summary>Over JSON-RPC.</summary>
        public static Reply Error(string name, string message) => Json(200, $$$"""{"jsonrpc": "2.0", "id": 1, "error": {"code": 0, "message": "Odoo Server Error", "data": {{{Told(name, message)}}}}}""");

        /// <summary>Over JSON-2.</summary>
        public static Reply Fault(int status, string name, string message) => Json(status, Told(name, message));

        private static string Told(string name, string message) => JsonSerializer.Serialize(new
        {
            name,
            message,
            arguments = new[] { message },
            context = new { },
            debug = "Traceback (most recent call last):\n  File \"/opt/odoo/odoo/http.py\", line 1957, in _transactioning",
        });
    }
}
