using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>
/// One client for Odoo 17 on, in two dialects: the server's version chooses. Whatever goes wrong is an outcome with a name;
/// only the caller's own giving up is an exception.
/// </summary>
public sealed class OdooClient
{
    private const string VersionPath = "/web/version";
    private const int KeyLength = 40;

    private readonly OdooWire _wire;
    private readonly JsonRpc _rpc;
    private readonly Json2 _json2;

    internal OdooClient(OdooWire wire) => (_wire, _rpc, _json2) = (wire, new JsonRpc(wire), new Json2(wire));

    /// <summary>Which Odoo this is. Nobody signs in.</summary>
    public async Task<OdooResult<OdooServer>> ServerAsync(OdooEndpoint endpoint, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var asked = await _wire.GetAsync(endpoint, VersionPath, ct);
        if (asked is OdooResult<OdooReply>.Failed unheard) return new OdooResult<OdooServer>.Failed(unheard.Failure);
        var reply = ((OdooResult<OdooReply>.Answered)asked).Value;
        if (reply.Status == 200 && OdooServer.Read(reply.Json) is { } server) return new OdooResult<OdooServer>.Answered(server);
        // Older ones know no such page, or ask to sign in for it.
        if (reply.Status != 404 && !LeadsToSignIn(reply, endpoint))
            return new OdooResult<OdooServer>.Failed(OdooErrors.OfTransport(reply, endpoint) ?? new OdooFailure(OdooFailureKind.NotOdoo, "", reply.Status));
        return (await _rpc.CommonAsync(endpoint, "version", [], ct)).Then<OdooServer>(answer => OdooServer.Read(answer) is { } older
            ? new OdooResult<OdooServer>.Answered(older)
            : new OdooResult<OdooServer>.Failed(new OdooFailure(OdooFailureKind.NotOdoo)));
    }

    /// <summary>Signs in. The key or password goes to no other address than the endpoint's.</summary>
    public async Task<OdooResult<OdooSession>> OpenAsync(OdooEndpoint endpoint, CancellationToken ct)
    {
        var found = await ServerAsync(endpoint, ct);
        if (found is not OdooResult<OdooServer>.Answered { Value: var server }) return found.Then<OdooSession>(_ => throw new System.Diagnostics.UnreachableException());
        if (server.Dialect == OdooDialect.Json2)
        {
            var context = await _json2.ExecuteAsync(endpoint, OdooCall.Of("res.users", "context_get"), null, ct);
            return context.Then(answer => answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("uid", out var uid) && uid.TryGetInt64(out var id)
                ? Opened(endpoint, server, id)
                : Failed(OdooFailureKind.NotUnderstood));
        }

        var chosen = endpoint.Database is null ? await OnlyDatabaseAsync(endpoint, ct) : new OdooResult<OdooEndpoint>.Answered(endpoint);
        if (chosen is not OdooResult<OdooEndpoint>.Answered { Value: var there }) return chosen.Then<OdooSession>(_ => throw new System.Diagnostics.UnreachableException());
        return await _rpc.AuthenticateAsync(there, ct) switch
        {
            OdooResult<long?>.Answered { Value: { } id } => Opened(there, server, id),
            OdooResult<long?>.Answered => Failed(OdooFailureKind.WrongLoginOrKey),
            OdooResult<long?>.Failed { Failure: var why } => new OdooResult<OdooSession>.Failed(Named(why, there)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// Looks closer at a refused sign-in, because Odoo says the same of many things: the web's own sign-in tells a second factor
    /// from a wrong password. For a person who waits for the answer, not for a loop: it counts as an attempt there.
    /// </summary>
    public async Task<OdooFailure> ExplainAsync(OdooEndpoint endpoint, OdooFailure refusal, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(refusal);
        if (refusal.Kind == OdooFailureKind.DatabaseNotChosen && refusal.Detail.Length == 0)
            return await DatabasesAsync(endpoint, ct) is { Count: > 0 } names ? refusal with { Detail = string.Join(", ", names) } : refusal;
        if (refusal.Kind != OdooFailureKind.WrongLoginOrKey || endpoint.Login.Length == 0) return refusal;
        var chosen = endpoint.Database is null ? await OnlyDatabaseAsync(endpoint, ct) : new OdooResult<OdooEndpoint>.Answered(endpoint);
        // A key is no password: the web would only count a failed attempt.
        if (LooksLikeKey(endpoint) || chosen is not OdooResult<OdooEndpoint>.Answered { Value: var there }) return refusal;
        if (await _rpc.AuthenticateAsync(there, ct) is OdooResult<long?>.Answered { Value: not null }) return refusal with { Kind = OdooFailureKind.PasswordNotKey };
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = "call",
            ["params"] = new JsonObject { ["db"] = there.Database, ["login"] = there.Login, ["password"] = there.Credential.Reveal() },
        };
        var web = (await _wire.PostAsync(there, "/web/session/authenticate", body, isSignedIn: false, null, ct)).Then(reply => JsonRpc.Understand(reply, there));
        return web switch
        {
            // The password is taken, and the second factor is asked for next.
            OdooResult<JsonElement>.Answered { Value.ValueKind: JsonValueKind.Object } => refusal with { Kind = OdooFailureKind.TwoFactorNeedsKey },
            OdooResult<JsonElement>.Failed { Failure.Kind: OdooFailureKind.NotAdministrator } => refusal with { IsCertain = true },
            _ => refusal,
        };
    }

    private OdooResult<OdooSession> Opened(OdooEndpoint endpoint, OdooServer server, long uid) =>
        new OdooResult<OdooSession>.Answered(new OdooSession(_rpc, _json2, _wire.InstallTimeout, endpoint, server, uid));

    private static OdooResult<OdooSession> Failed(OdooFailureKind kind) => new OdooResult<OdooSession>.Failed(new OdooFailure(kind));

    // Where the sign-in itself is denied, nobody is signed in without rights.
    private static OdooFailure Named(OdooFailure why, OdooEndpoint endpoint) => why.Kind switch
    {
        OdooFailureKind.NoSuchDatabase or OdooFailureKind.DatabaseNotUsable => why with { Detail = endpoint.Database ?? "" },
        OdooFailureKind.NotAdministrator => why with { Kind = endpoint.IsOdooOnline ? OdooFailureKind.ExternalApiNotInPlan : OdooFailureKind.WrongLoginOrKey },
        _ => why,
    };

    private async Task<OdooResult<OdooEndpoint>> OnlyDatabaseAsync(OdooEndpoint endpoint, CancellationToken ct) => await DatabasesAsync(endpoint, ct) switch
    {
        [var only] => new OdooResult<OdooEndpoint>.Answered(endpoint.With(only)),
        var several => new OdooResult<OdooEndpoint>.Failed(new OdooFailure(OdooFailureKind.DatabaseNotChosen, string.Join(", ", several))),
    };

    // Empty where the server does not tell, which many do not.
    private async Task<IReadOnlyList<string>> DatabasesAsync(OdooEndpoint endpoint, CancellationToken ct) =>
        await _rpc.DatabasesAsync(endpoint, ct) is OdooResult<JsonElement>.Answered { Value: { ValueKind: JsonValueKind.Array } names }
            ? [.. names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)]
            : [];

    private static bool LeadsToSignIn(OdooReply reply, OdooEndpoint endpoint) =>
        reply.IsRedirect && reply.Location is { } target && target.StartsWith(endpoint.At("/web/").AbsoluteUri, StringComparison.OrdinalIgnoreCase);

    private static bool LooksLikeKey(OdooEndpoint endpoint)
    {
        var credential = endpoint.Credential.Reveal();
        return credential.Length == KeyLength && credential.All(char.IsAsciiHexDigitLower);
    }
}
