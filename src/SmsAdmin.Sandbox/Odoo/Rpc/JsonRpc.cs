using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo.Rpc;

/// <summary>
/// The JSON-RPC envelope: HTTP 200 for results and errors alike, the code that tells nothing, and no <c>result</c> at all
/// where a method returned None.
/// </summary>
internal static class JsonRpc
{
    private static readonly string[] Parameters = ["service", "method", "args"];

    /// <summary><c>/jsonrpc</c>.</summary>
    public static Task<Answer> LegacyAsync(OdooServer server, OdooRequest request) => AnswerAsync(server, request, body =>
    {
        if (body["params"] is not JsonObject parameters || Missing(parameters) is { Count: > 0 })
            throw CommonService.Arity($"{(server.Version.Major >= 19 ? "JSONRPC" : "RPC")}.jsonrpc", Missing(body["params"] as JsonObject));
        var (service, method) = (Table.TextOf(parameters["service"]) ?? "", Table.TextOf(parameters["method"]) ?? "");
        var arguments = parameters["args"] as JsonArray ?? [];
        return service switch
        {
            "common" => ValueTask.FromResult(CommonService.Common(server, method, arguments)),
            "object" => ObjectService.RunAsync(server, method, arguments),
            "db" when !server.Version.IsAfter19 => ValueTask.FromResult(CommonService.Databases(server, method, arguments)),
            _ => throw new OdooFault("builtins.KeyError", service, 500),
        };
    });

    /// <summary>Any route of type jsonrpc.</summary>
    public static async Task<Answer> AnswerAsync(OdooServer server, OdooRequest request, Func<JsonObject, ValueTask<JsonNode?>> runAsync)
    {
        if (!request.IsJson)
            return OdooPages.WrongContentType(server.Version.HasJson2 && request.Headers.ContentType.Count == 0 ? "&#39;http&#39;, &#39;json2&#39;" : "&#39;http&#39;", request.Path, "jsonrpc");
        JsonNode? body;
        try
        {
            body = JsonNode.Parse(request.Body);
        }
        catch (JsonException)
        {
            return OdooPages.Plain(400, "Invalid JSON data");
        }
        if (body is not JsonObject envelope)
            return OdooPages.Plain(400, "Invalid JSON-RPC data");
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = envelope["id"]?.DeepClone() };
        try
        {
            if (await runAsync(envelope) is { } result)
                answer["result"] = result.Parent is null ? result : result.DeepClone();
        }
        catch (OdooFault fault)
        {
            answer["error"] = new JsonObject { ["code"] = server.Version.ErrorCode, ["message"] = "Odoo Server Error", ["data"] = fault.Describe(server.Version) };
        }
        return OdooPages.Json(200, answer);
    }

    private static List<string> Missing(JsonObject? parameters) =>
        [.. Parameters.Where(name => parameters?.ContainsKey(name) != true)];
}
