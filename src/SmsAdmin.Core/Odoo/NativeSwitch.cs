using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Leads an Odoo's own SMS to us by its parameter <c>sms.endpoint</c>, and back to where they went before. Each write is
/// read back. The door opens before Odoo is told of it, and closes after Odoo has let go.
/// </summary>
public sealed class NativeSwitch(
    IDbContextFactory<AppDb> databases, Connections connections, OurAddress address, NativeSecrets secrets, OdooChanges changes, AuditTrail audit,
    FormerValues formers, TimeProvider clock)
{
    /// <summary>Leads the SMS here. What stood there is remembered; switched on again, the secret is a new one.</summary>
    public async Task<SwitchOutcome> OnAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var there = await OpenAsync(connectionId, ct);
        if (there.Trouble is { } closed) return new SwitchOutcome.Failed(closed);
        var (connection, open, before, theirs) = (there.Connection!, there.Session!, there.Before!, there.Read!);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        var (wasOn, turn) = (row.IsOn, row.Turn);
        if (await secrets.ForAsync(connectionId, turn + 1, ct) is not { } secret) return new SwitchOutcome.Failed(OdooTrouble.NoKey);
        if (!await IsOursAsync(theirs.Endpoint, before, row, ct)) row.FormerCipher = formers.Close(theirs.Endpoint);
        (row.IsOn, row.Turn) = (true, turn + 1);
        Note(row, theirs);
        await SaveAsync(db, ct);

        var written = await open.Session.Parameters.WriteAsync(NativeKeys.Endpoint, before + secret, ct);
        if (written is OdooResult<OdooParameter>.Failed refused)
        {
            (row.IsOn, row.Turn) = (wasOn, turn);
            await SaveAsync(db, CancellationToken.None);
            return new SwitchOutcome.Failed(open.Trouble(refused.Failure));
        }

        (row.IsSetThere, row.CheckedAt, row.SwitchedAt, row.SwitchedBy) = (true, clock.GetUtcNow(), clock.GetUtcNow(), by.Name);
        audit.Write(db, by, "odoo.native-on", connection.Name, connectionId, new { endpoint = HostOf(theirs.Endpoint) ?? "Odoo’s own" }, new { endpoint = new Uri(before).Authority });
        await SaveAsync(db, CancellationToken.None);
        return new SwitchOutcome.Done();
    }

    /// <summary>Leads the SMS back to where they went before. Where Odoo has another address than ours by now, that one stays.</summary>
    public async Task<SwitchOutcome> OffAsync(Guid connectionId, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        var there = await OpenAsync(connectionId, ct);
        if (there.Trouble is { } closed) return new SwitchOutcome.Failed(closed);
        var (connection, open, before, theirs) = (there.Connection!, there.Session!, there.Before!, there.Read!);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        var ours = await IsOursAsync(theirs.Endpoint, before, row, ct);
        var former = formers.Open(row.FormerCipher) ?? "";
        if (ours && await formers.RestoreAsync(open.Session.Parameters, NativeKeys.Endpoint, row.FormerCipher, ct) is { } failure) return new SwitchOutcome.Failed(open.Trouble(failure));
        Note(row, theirs);
        (row.IsOn, row.IsSetThere) = (false, false);
        // What was not put back is kept: an Odoo that the connection left may still wait for it.
        if (ours) row.FormerCipher = null;
        (row.SwitchedAt, row.SwitchedBy) = (clock.GetUtcNow(), by.Name);
        audit.Write(
            db, by, "odoo.native-off", connection.Name, connectionId, new { endpoint = new Uri(before).Authority },
            new { endpoint = HostOf(ours ? former : theirs.Endpoint) ?? "Odoo’s own" });
        await SaveAsync(db, CancellationToken.None);
        return new SwitchOutcome.Done(!ours);
    }

    /// <summary>Reads what Odoo has now.</summary>
    public async Task<SwitchOutcome> CheckAsync(Guid connectionId, CancellationToken ct)
    {
        var there = await OpenAsync(connectionId, ct);
        if (there.Trouble is { } closed) return new SwitchOutcome.Failed(closed);
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await RowAsync(db, connectionId, ct);
        var secret = await secrets.ForAsync(connectionId, row.Turn, ct);
        Note(row, there.Read!);
        row.IsSetThere = row.IsOn && secret is not null && there.Read!.Endpoint == there.Before + secret;
        await SaveAsync(db, ct);
        return new SwitchOutcome.Done(row.IsOn && !row.IsSetThere);
    }

    /// <summary>The host of an endpoint: the rest of it may hold a secret.</summary>
    internal static string? HostOf(string? endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.IdnHost : null;

    // Any at our address, and that of the present turn at whatever address we had then.
    private async Task<bool> IsOursAsync(string endpoint, string before, OdooRoute row, CancellationToken ct) =>
        endpoint.StartsWith(before, StringComparison.OrdinalIgnoreCase)
        || (await secrets.ForAsync(row.ConnectionId, row.Turn, ct) is { } secret
            && Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url.AbsolutePath.EndsWith($"/odoo/{secret}", StringComparison.Ordinal));

    private async Task<There> OpenAsync(Guid connectionId, CancellationToken ct)
    {
        if (await connections.FindAsync(connectionId, ct) is not { } connection) return new There(OdooTrouble.Gone);
        if (address.ForSms(connection.Url) is not { } before) return new There(OdooTrouble.NoAddress);
        var opening = await connections.OpenAsync(connectionId, ct, explain: true);
        if (opening is not ConnectionOpening.Open open) return new There(((ConnectionOpening.Closed)opening).Trouble);
        return await open.Session.Parameters.ReadAsync([NativeKeys.Endpoint, NativeKeys.WebBaseUrl], ct) switch
        {
            OdooResult<IReadOnlyList<OdooParameter>>.Answered { Value: var found } => new There(null, connection, open, before, new Theirs(Of(found, NativeKeys.Endpoint), Of(found, NativeKeys.WebBaseUrl))),
            OdooResult<IReadOnlyList<OdooParameter>>.Failed { Failure: var failure } => new There(open.Trouble(failure)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string Of(IReadOnlyList<OdooParameter> found, string key) => found.FirstOrDefault(parameter => parameter.Key == key)?.Value ?? "";

    private void Note(OdooRoute row, Theirs theirs) => (row.CheckedAt, row.WebBaseUrl) = (clock.GetUtcNow(), theirs.WebBaseUrl.Length == 0 ? null : theirs.WebBaseUrl);

    private static async Task<OdooRoute> RowAsync(AppDb db, Guid connectionId, CancellationToken ct)
    {
        if (await db.OdooRoutes.SingleOrDefaultAsync(r => r.ConnectionId == connectionId, ct) is { } row) return row;
        db.OdooRoutes.Add(row = new OdooRoute { ConnectionId = connectionId });
        return row;
    }

    private async Task SaveAsync(AppDb db, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        changes.Announce();
    }

    private sealed record Theirs(string Endpoint, string WebBaseUrl);

    private sealed record There(OdooTrouble? Trouble, ConnectionView? Connection = null, ConnectionOpening.Open? Session = null, string? Before = null, Theirs? Read = null);
}
