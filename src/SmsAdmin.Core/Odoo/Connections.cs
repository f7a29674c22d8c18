using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads the Odoo connections, and opens them for those who have an errand there.</summary>
public sealed class Connections(IDbContextFactory<AppDb> databases, ConnectionVault vault, OdooClient odoo)
{
    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<ConnectionView>> ListAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.OdooConnections.AsNoTracking().OrderBy(c => c.Name).ToListAsync(ct);
        var differing = await db.OdooReadings.Where(r => !r.IsSame).GroupBy(r => r.ConnectionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return rows.ConvertAll(row => View(row, differing.GetValueOrDefault(row.Id)));
    }

    /// <summary>How many parameters of all of them differ from ours, as they were last read.</summary>
    public async Task<int> DifferingAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.OdooReadings.CountAsync(r => !r.IsSame && db.OdooConnections.Any(c => c.Id == r.ConnectionId), ct);
    }

    public async Task<ConnectionView?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.OdooConnections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } row
            ? View(row, await db.OdooReadings.CountAsync(r => r.ConnectionId == id && !r.IsSame, ct))
            : null;
    }

    /// <summary>Signs in. What goes wrong is told in words.</summary>
    /// <param name="explain">A person waits: a refused sign-in is looked at closer.</param>
    public async Task<ConnectionOpening> OpenAsync(Guid id, CancellationToken ct, bool explain = false)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row) return new ConnectionOpening.Closed(OdooTrouble.Gone);
        if (vault.TryOpen(row.CredentialCipher) is not { } credential || OdooEndpoint.TryCreate(row.Url, row.Database, row.Login, credential, row.AllowsPrivateHost) is not { } endpoint)
            return new ConnectionOpening.Closed(OdooTrouble.Closed);
        switch (await odoo.OpenAsync(endpoint, ct))
        {
            case OdooResult<OdooSession>.Answered { Value: var session }:
                return new ConnectionOpening.Open(session);
            case OdooResult<OdooSession>.Failed { Failure: var failure }:
                return new ConnectionOpening.Closed(OdooTrouble.Of(explain ? await odoo.ExplainAsync(endpoint, failure, ct) : failure, endpoint.BaseUrl, row.Database));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    internal static ConnectionView View(OdooConnection row, int differing) => new(
        row.Id, row.Name, row.Url, row.Database, row.Login, row.CredentialLastFour, row.CredentialSetAt, row.CredentialSetBy, row.AllowsPrivateHost, row.PlanId,
        row.TestedAt, row.Trouble is null ? null : new OdooTrouble(row.Trouble, row.TroubleSays ?? "", row.TroubleNext ?? ""), row.TroubleSince, row.Version, row.IsEnterprise,
        row.Dialect, row.SignedInAs, row.MayWrite, row.ReadAt, differing);
}

/// <summary>What became of opening a connection.</summary>
public abstract record ConnectionOpening
{
    private ConnectionOpening()
    {
    }

    public sealed record Open(OdooSession Session) : ConnectionOpening
    {
        /// <summary>Words for a failure of this session.</summary>
        public OdooTrouble Trouble(OdooFailure failure) => OdooTrouble.Of(failure, Session.Endpoint.BaseUrl, Session.Endpoint.Database);
    }

    public sealed record Closed(OdooTrouble Trouble) : ConnectionOpening;
}
