using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo.Rpc;

/// <summary><c>/json/2/&lt;model&gt;/&lt;method&gt;</c>: named arguments only, bare answers, real statuses.</summary>
internal static class Json2
{
    public static async Task<Answer> AnswerAsync(OdooServer server, OdooRequest request)
    {
        if (server.Selected(request.Database) is not { } database)
            return OdooPages.NoDatabase;
        try
        {
            if (request.Method != "POST" || request.Segments.Length != 4)
                throw OdooFault.NotFound("Did you mean POST /json/2/<model>/<method>?");
            if (!request.IsJson)
                return OdooPages.WrongContentType("&#39;http&#39;", "/json/2/&lt;__model__&gt;/&lt;__method__&gt;", "json2");
            var user = Enter(database, request.Authorization);
            var result = await CallAsync(database, user, request.Segments[2], request.Segments[3], Read(request.Body));
            return OdooPages.Json(200, result);
        }
        catch (OdooFault fault)
        {
            var answer = OdooPages.Json(fault.Status, fault.Describe(server.Version));
            return fault.Status == 401 ? answer with { Header = ("WWW-Authenticate", "Bearer ") } : answer;
        }
    }

    private static ValueTask<JsonNode?> CallAsync(Database database, OdooUser user, string modelName, string methodName, JsonObject body)
    {
        if (ObjectService.Find(database, modelName) is not { } model)
            throw OdooFault.NotFound($"the model '{modelName}' does not exist");
        ObjectService.RefusePrivate(database.Server.Version, modelName, methodName);
        if (model.FindMethod(methodName) is not { } method)
            throw OdooFault.NotFound($"The method '{modelName}.{methodName}' does not exist");
        if (body["ids"] is not null && !method.OnRecords)
            throw OdooFault.Unprocessable($"cannot call {modelName}.{methodName} with ids");
        var named = body.Where(pair => pair.Key is not ("ids" or "context")).ToDictionary(StringComparer.Ordinal);
        if (method.Parameters.Take(method.Required).FirstOrDefault(name => !named.ContainsKey(name)) is { } missing)
            throw OdooFault.Unprocessable($"missing a required argument: '{missing}'");
        if (named.Keys.FirstOrDefault(name => !method.Parameters.Contains(name)) is { } unknown)
            throw OdooFault.Unprocessable($"got an unexpected keyword argument '{unknown}'");
        return method.RunAsync(new OdooCall(database, user, model, ObjectService.Ids(body["ids"]), named) { IsJson2 = true });
    }

    private static OdooUser Enter(Database database, string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("bearer ", StringComparison.OrdinalIgnoreCase))
            throw OdooFault.Unauthorized("User not authenticated, use an API Key with a Bearer Authorization header.");
        lock (database.Gate)
            return Users.ByKey(database, authorization["bearer ".Length..].Trim()) ?? throw OdooFault.Unauthorized("Invalid apikey");
    }

    // An array is taken for a body without arguments, and so is nothing
    private static JsonObject Read(string body)
    {
        if (body.Length == 0)
            return [];
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException fault)
        {
            throw OdooFault.Http(400, "BadRequest", $"could not parse the body as json: {fault.Message}");
        }
    }
}
