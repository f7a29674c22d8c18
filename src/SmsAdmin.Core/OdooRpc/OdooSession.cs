using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>Who is signed in.</summary>
public sealed record OdooUser(string Login, string Name);

/// <summary>A database, signed in to. It holds no connection: keep it for one errand, and open another for the next.</summary>
public sealed class OdooSession
{
    private readonly JsonRpc _rpc;
    private readonly Json2 _json2;

    internal OdooSession(JsonRpc rpc, Json2 json2, TimeSpan installTimeout, OdooEndpoint endpoint, OdooServer server, long uid)
    {
        (_rpc, _json2, InstallTimeout) = (rpc, json2, installTimeout);
        (Endpoint, Server, Uid) = (endpoint, server, uid);
        Parameters = new OdooParameters(this);
        Modules = new OdooModules(this);
        Providers = new OdooProviders(this);
    }

    public OdooEndpoint Endpoint { get; }

    public OdooServer Server { get; }

    public long Uid { get; }

    public OdooParameters Parameters { get; }

    public OdooModules Modules { get; }

    public OdooProviders Providers { get; }

    internal TimeSpan InstallTimeout { get; }

    /// <summary>The user whose key or password this is.</summary>
    public async Task<OdooResult<OdooUser>> UserAsync(CancellationToken ct)
    {
        var found = await ExecuteAsync(OdooCall.Search("res.users", [new JsonArray("id", "=", Uid)], "login", "name"), ct);
        return found.Then<OdooUser>(rows => OdooRows.Of(rows).FirstOrDefault() is { } row && row.Text("login") is { } login
            ? new OdooResult<OdooUser>.Answered(new OdooUser(login, row.Text("name") ?? login))
            : new OdooResult<OdooUser>.Failed(new OdooFailure(OdooFailureKind.NotUnderstood)));
    }

    internal Task<OdooResult<JsonElement>> ExecuteAsync(OdooCall call, CancellationToken ct, TimeSpan? timeout = null) => Server.Dialect == OdooDialect.Json2
        ? _json2.ExecuteAsync(Endpoint, call, timeout, ct)
        : _rpc.ExecuteAsync(Endpoint, Uid, call, timeout, ct);
}
