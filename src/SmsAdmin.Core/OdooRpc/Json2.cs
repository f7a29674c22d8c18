using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>The dialect of Odoo 19 on: a path a method, the key as bearer, and HTTP statuses that mean something.</summary>
internal sealed class Json2(OdooWire wire)
{
    public async Task<OdooResult<JsonElement>> ExecuteAsync(OdooEndpoint endpoint, OdooCall call, TimeSpan? timeout, CancellationToken ct)
    {
        var body = (JsonObject)call.Named.DeepClone();
        body["context"] = JsonRpc.InEnglish;
        return (await wire.PostAsync(endpoint, $"/json/2/{call.Model}/{call.Method}", body, isSignedIn: true, timeout, ct)).Then(reply => Understand(reply, endpoint));
    }

    private static OdooResult<JsonElement> Understand(OdooReply reply, OdooEndpoint endpoint)
    {
        if (OdooErrors.OfTransport(reply, endpoint) is { } failure) return new OdooResult<JsonElement>.Failed(failure);
        return reply switch
        {
            { Status: >= 200 and < 300, IsJson: true } => new OdooResult<JsonElement>.Answered(reply.Json),
            { Status: 401, IsJson: true } => Failed(OdooFailureKind.WrongLoginOrKey),
            { Status: >= 400, Json.ValueKind: JsonValueKind.Object } => new OdooResult<JsonElement>.Failed(OdooErrors.Of(reply.Json, reply.Status, endpoint)),
            // One status, three meanings: this one has a page as its body.
            { Status: 404 } when reply.Text.Contains("No database is selected", StringComparison.Ordinal) =>
                Failed(endpoint.Database is null ? OdooFailureKind.DatabaseNotChosen : OdooFailureKind.NoSuchDatabase),
            { Status: >= 200 and < 300 } => Failed(OdooFailureKind.NotUnderstood),
            _ => Failed(OdooFailureKind.NotOdoo),
        };

        OdooResult<JsonElement> Failed(OdooFailureKind kind) =>
            new OdooResult<JsonElement>.Failed(new OdooFailure(kind, kind == OdooFailureKind.NoSuchDatabase ? endpoint.Database! : "", reply.Status));
    }
}
