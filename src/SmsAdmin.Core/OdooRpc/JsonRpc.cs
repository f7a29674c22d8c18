using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>The older dialect: everything is a POST to <c>/jsonrpc</c>, and errors come with HTTP status 200.</summary>
internal sealed class JsonRpc(OdooWire wire)
{
    public Task<OdooResult<JsonElement>> CommonAsync(OdooEndpoint endpoint, string method, JsonArray arguments, CancellationToken ct) =>
        CallAsync(endpoint, "common", method, arguments, null, ct);

    public Task<OdooResult<JsonElement>> DatabasesAsync(OdooEndpoint endpoint, CancellationToken ct) => CallAsync(endpoint, "db", "list", [], null, ct);

    /// <summary>The user's id; null where Odoo says <c>false</c>, which it says of everything that is wrong with login, password or key.</summary>
    public async Task<OdooResult<long?>> AuthenticateAsync(OdooEndpoint endpoint, CancellationToken ct)
    {
        // Never without a database: 17 signs in to any that its role opens. And with nothing in the last one: an address there becomes web.base.url.
        var answer = await CommonAsync(endpoint, "authenticate", [endpoint.Database, endpoint.Login, endpoint.Credential.Reveal(), new JsonObject()], ct);
        return answer.Then(uid => new OdooResult<long?>.Answered(uid.ValueKind == JsonValueKind.Number ? uid.GetInt64() : null));
    }

    public Task<OdooResult<JsonElement>> ExecuteAsync(OdooEndpoint endpoint, long uid, OdooCall call, TimeSpan? timeout, CancellationToken ct)
    {
        var keywords = (JsonObject)call.Keywords.DeepClone();
        keywords["context"] = InEnglish;
        return CallAsync(
            endpoint, "object", "execute_kw",
            [endpoint.Database, uid, endpoint.Credential.Reveal(), call.Model, call.Method, call.Positional.DeepClone(), keywords], timeout, ct);
    }

    /// <summary>Odoo answers in its user's language, and what it says is told apart by its words.</summary>
    internal static JsonObject InEnglish => new() { ["lang"] = "en_US" };

    private async Task<OdooResult<JsonElement>> CallAsync(OdooEndpoint endpoint, string service, string method, JsonArray arguments, TimeSpan? timeout, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = "call",
            ["params"] = new JsonObject { ["service"] = service, ["method"] = method, ["args"] = arguments },
            ["id"] = 1,
        };
        return (await wire.PostAsync(endpoint, "/jsonrpc", body, isSignedIn: false, timeout, ct)).Then(reply => Understand(reply, endpoint));
    }

    internal static OdooResult<JsonElement> Understand(OdooReply reply, OdooEndpoint endpoint)
    {
        if (OdooErrors.OfTransport(reply, endpoint) is { } failure) return new OdooResult<JsonElement>.Failed(failure);
        if (reply.Json.ValueKind != JsonValueKind.Object || !reply.Json.TryGetProperty("jsonrpc", out _))
            return new OdooResult<JsonElement>.Failed(new OdooFailure(OdooFailureKind.NotOdoo, "", reply.Status));
        if (reply.Json.TryGetProperty("error", out var error))
            return new OdooResult<JsonElement>.Failed(OdooErrors.Of(error.TryGetProperty("data", out var data) ? data : error, reply.Status, endpoint));
        // A method that returns nothing answers without a result.
        return new OdooResult<JsonElement>.Answered(reply.Json.TryGetProperty("result", out var result) ? result : default);
    }
}
