using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>Shows what was last read, beside what we have. Nobody is asked.</summary>
public sealed class ParameterTables(IDbContextFactory<AppDb> databases, Plans plans)
{
    /// <summary>Null where the connection is gone.</summary>
    public async Task<ParameterTable?> ReadAsync(Guid connectionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.AsNoTracking().SingleOrDefaultAsync(c => c.Id == connectionId, ct) is not { } connection) return null;
        var plan = await plans.FindAsync(connection.PlanId, ct);
        var readings = await db.OdooReadings.AsNoTracking().Where(r => r.ConnectionId == connectionId).ToDictionaryAsync(r => r.Key, ct);
        var push = await db.OdooPushes.AsNoTracking().Where(p => p.ConnectionId == connectionId).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        return new ParameterTable(
            plan?.Name ?? "a plan that is gone", plan?.Source == PlanSource.Environment, connection.ReadAt,
            readings.Count == 0 ? [] : [.. ParameterKeys.All.Where(readings.ContainsKey).Select(key => Row(key, plan, readings[key]))],
            push is null ? null : new PushEvidence(push.At, push.ByName, JsonSerializer.Deserialize<PushedRow[]>(push.Rows) ?? [], push.Trouble));
    }

    private static ParameterRow Row(string key, PlanView? plan, OdooReading reading) => new(
        key, ParameterKeys.IsSecret(key), Ours(key, plan), reading.Shown, reading.IsSame, reading.DiffersSince, reading.ChangedBy, reading.ChangedAt);

    private static string? Ours(string key, PlanView? plan) => key switch
    {
        ParameterKeys.ServicePlanId => plan?.ServicePlanId,
        ParameterKeys.Token => plan?.TokenLastFour,
        ParameterKeys.Region => plan?.Region,
        _ => plan?.Sender,
    };
}
