using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads how the module <c>ipai_sms_gateway</c> of an Odoo stands to us. Odoo is not asked.</summary>
public sealed class GatewayLog(IDbContextFactory<AppDb> databases, OurAddress address, ConnectionKeys keys)
{
    /// <summary>Null where the connection is gone.</summary>
    public async Task<GatewayView?> FindAsync(Guid connectionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.Where(c => c.Id == connectionId).Select(c => c.Url).SingleOrDefaultAsync(ct) is not { } url) return null;
        var row = await db.OdooGateways.AsNoTracking().SingleOrDefaultAsync(g => g.ConnectionId == connectionId, ct) ?? new OdooGateway { ConnectionId = connectionId };
        var reports = CallbackTarget.ToGateway(url, false).Url.AbsoluteUri;
        return new GatewayView(
            row.IsOn, row.IsSetThere, address.ForMessages(url), row.SwitchedAt, row.SwitchedBy, row.CheckedAt, row.Differs,
            row is { Evidence: { } evidence, SwitchedAt: { } at } ? new PushEvidence(at, row.SwitchedBy ?? "", JsonSerializer.Deserialize<PushedRow[]>(evidence) ?? [], null) : null,
            await keys.LastUsedAsync(connectionId, ct),
            await PostedReceipts.OfAsync(db.OutboundCallbacks.Where(c => c.Kind == CallbackKind.OdooGateway && c.Url == reports), ct));
    }
}
