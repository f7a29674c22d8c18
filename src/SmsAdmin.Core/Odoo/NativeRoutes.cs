using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>An Odoo whose SMS come to us.</summary>
/// <param name="Name">What people call the connection.</param>
internal sealed record NativeRoute(Guid ConnectionId, string Name, string Url, string? WebBaseUrl, bool AllowsPrivateHost, Guid PlanId, string? Secret);

/// <summary>Finds the Odoo that a path's secret belongs to. Kept for a moment, because each call asks.</summary>
public sealed class NativeRoutes : IDisposable
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly NativeSecrets _secrets;
    private readonly Snapshot<IReadOnlyList<NativeRoute>> _on;
    private readonly IDisposable _ear;

    public NativeRoutes(IDbContextFactory<AppDb> databases, NativeSecrets secrets, OdooChanges changes, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(changes);
        (_databases, _secrets) = (databases, secrets);
        _on = new Snapshot<IReadOnlyList<NativeRoute>>(ReadAsync, KeptFor, clock);
        _ear = changes.Listen(_on.Forget);
    }

    public void Dispose() => _ear.Dispose();

    /// <summary>Null for nobody's secret, and for one that is switched off or of an older turn.</summary>
    internal async ValueTask<NativeRoute?> FindAsync(string secret, CancellationToken ct)
    {
        NativeRoute? found = null;
        // All of them, so that the time says nothing about which was close.
        foreach (var route in await _on.GetAsync(ct))
        {
            if (NativeSecrets.AreSame(secret, route.Secret)) found = route;
        }

        return found;
    }

    private async Task<IReadOnlyList<NativeRoute>> ReadAsync(CancellationToken ct)
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var rows = await (
            from route in db.OdooRoutes
            join connection in db.OdooConnections on route.ConnectionId equals connection.Id
            where route.IsOn
            select new { Route = route, Connection = connection }).AsNoTracking().ToListAsync(ct);
        var routes = new List<NativeRoute>(rows.Count);
        foreach (var row in rows)
        {
            var connection = row.Connection;
            routes.Add(new NativeRoute(
                connection.Id, connection.Name, connection.Url, row.Route.WebBaseUrl, connection.AllowsPrivateHost, connection.PlanId,
                await _secrets.ForAsync(connection.Id, row.Route.Turn, ct)));
        }

        return routes;
    }
}
