using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads how native sending stands.</summary>
public sealed class NativeLog(IDbContextFactory<AppDb> databases, FormerValues formers, OurAddress address)
{
    /// <summary>Null where the connection is gone.</summary>
    public async Task<NativeView?> FindAsync(Guid connectionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.Where(c => c.Id == connectionId).Select(c => c.Url).SingleOrDefaultAsync(ct) is not { } url) return null;
        var row = await db.OdooRoutes.AsNoTracking().SingleOrDefaultAsync(r => r.ConnectionId == connectionId, ct) ?? new OdooRoute { ConnectionId = connectionId };
        var shown = address.ForSms(url) is { } before ? $"{before}••••" : null;
        return new NativeView(
            row.IsOn, shown, NativeSwitch.HostOf(formers.Open(row.FormerCipher)), row.SwitchedAt, row.SwitchedBy, row.CheckedAt, row.IsSetThere, row.WebBaseUrl,
            row.CalledAt is { } at ? new NativeCalls(at, row.CalledTexts, row.CallAnswered ?? "") : null,
            await PostedReceipts.OfAsync(Posts(db, connectionId), ct))
        {
            WebhookRefused = row.WebhookRefusedAt is { } refused ? (refused, row.WebhookRefusedWhy ?? "") : null,
        };
    }

    private static IQueryable<OutboundCallback> Posts(AppDb db, Guid connectionId) =>
        db.OutboundCallbacks.Where(c => c.Kind == CallbackKind.Odoo && db.TakenOnce.Any(taken => taken.MessageId == c.MessageId && taken.CallerId == connectionId));
}
