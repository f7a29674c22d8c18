using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads every Odoo whose reading is old, or whose plan has changed since, and keeps the alerts of drift and silence.</summary>
public sealed class OdooWatch(
    IDbContextFactory<AppDb> databases, Connections connections, OdooLook look, ParameterTables tables, Plans plans, AlertBook book, IOptions<OdooWatchOptions> options, TimeProvider clock)
{
    // What a plan's values were when its Odoos were last compared. A start compares with what was read, not with what was ours.
    private readonly ConcurrentDictionary<Guid, (string, string, DateTimeOffset?, string?, string?)> _compared = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _looked = new();

    public async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.TryAloneAsync("Odoo.Watch", () => LookAsync(ct), ct);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var all = await connections.ListAsync(ct);
        var changed = await ChangedPlansAsync(all, ct);
        foreach (var connection in all)
        {
            var old = clock.GetUtcNow() - options.Value.Every;
            // One that was never tested is still being set up.
            if (connection is not { ReadAt: null, TestedAt: null } && (changed.Contains(connection.PlanId) || LastLook(connection) <= old)) await look.ReadAsync(connection.Id, ct);
            if (await connections.FindAsync(connection.Id, ct) is { } now) await AlertAsync(now, ct);
        }

        await EndOrphansAsync([.. all.Select(connection => connection.Id)], ct);
    }

    private DateTimeOffset LastLook(ConnectionView connection)
    {
        // An Odoo that does not answer is not asked more often than one that does.
        var now = clock.GetUtcNow();
        var last = connection.ReadAt ?? DateTimeOffset.MinValue;
        if (_looked.TryGetValue(connection.Id, out var tried) && tried > last) last = tried;
        if (last <= now - options.Value.Every) _looked[connection.Id] = now;
        return last;
    }

    private async Task<HashSet<Guid>> ChangedPlansAsync(IReadOnlyList<ConnectionView> all, CancellationToken ct)
    {
        var changed = new HashSet<Guid>();
        foreach (var planId in all.Select(connection => connection.PlanId).Distinct())
        {
            if (await plans.FindAsync(planId, ct) is not { } plan) continue;
            var now = (plan.ServicePlanId, plan.TokenLastFour, plan.TokenSetAt, plan.Region, plan.Sender);
            if (_compared.TryGetValue(planId, out var before) && before != now) changed.Add(planId);
            _compared[planId] = now;
        }

        return changed;
    }

    private async Task AlertAsync(ConnectionView connection, CancellationToken ct)
    {
        var key = connection.Id.ToString("N");
        var link = $"/odoo?c={connection.Id}";
        if (connection.Differing > 0 && await tables.ReadAsync(connection.Id, ct) is { Differing: { Count: > 0 } differing } table)
        {
            var by = differing.Select(row => row.ChangedBy).FirstOrDefault(name => name is not null);
            var about = new AlertCase(
                AlertKind.OdooDrift, connection.PlanId, key, $"{connection.Name} and {table.PlanName} differ",
                $"{string.Join(", ", differing.Select(row => row.Key))}{(by is null ? "" : $", last changed there by {by}")}. Push ours, or adopt Odoo’s.",
                link, Since: differing.Min(row => row.DiffersSince));
            if (!await book.RaiseAsync(about, ct)) await book.UpdateAsync(about, ct);
        }
        else
        {
            await book.EndAsync(AlertKind.OdooDrift, connection.PlanId, key, ct);
        }

        if (connection is { Trouble: { } trouble, TroubleSince: { } since, ReadAt: not null } && since <= clock.GetUtcNow() - options.Value.UnreachableFor)
            await book.RaiseAsync(new AlertCase(AlertKind.OdooUnreachable, connection.PlanId, key, $"{connection.Name} cannot be read", $"{trouble.Says} {trouble.Next}", link, Since: since), ct);
        else
            await book.EndAsync(AlertKind.OdooUnreachable, connection.PlanId, key, ct);
    }

    // A connection that was removed, or got another plan, leaves no alert behind.
    private async Task EndOrphansAsync(HashSet<Guid> ids, CancellationToken ct)
    {
        foreach (var alert in await book.OpenAsync(ct))
        {
            if (alert.Kind is not (AlertKind.OdooDrift or AlertKind.OdooUnreachable) || !Guid.TryParse(alert.Key, out var id)) continue;
            if (!ids.Contains(id) || (await connections.FindAsync(id, ct))?.PlanId != alert.PlanId) await book.EndAsync(alert.Kind, alert.PlanId, alert.Key, ct);
        }
    }
}
