using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>Reads how native sending stands.</summary>
public sealed class NativeLog(IDbContextFactory<AppDb> databases, NativeSwitch native, NativeAddress address)
{
    /// <summary>Null where the connection is gone.</summary>
    public async Task<NativeView?> FindAsync(Guid connectionId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.OdooConnections.Where(c => c.Id == connectionId).Select(c => c.Url).SingleOrDefaultAsync(ct) is not { } url) return null;
        var row = await db.OdooRoutes.AsNoTracking().SingleOrDefaultAsync(r => r.ConnectionId == connectionId, ct) ?? new OdooRoute { ConnectionId = connectionId };
        var shown = address.Before(url) is { } before ? $"{before}••••" : null;
        return new NativeView(
            row.IsOn, shown, NativeSwitch.HostOf(native.Former(row)), row.SwitchedAt, row.SwitchedBy, row.CheckedAt, row.IsSetThere, row.WebBaseUrl,
            row.CalledAt is { } at ? new NativeCalls(at, row.CalledTexts, row.CallAnswered ?? "") : null,
            await ReceiptsAsync(db, connectionId, ct))
        {
            WebhookRefused = row.WebhookRefusedAt is { } refused ? (refused, row.WebhookRefusedWhy ?? "") : null,
        };
    }

    private static async Task<NativeReceipts> ReceiptsAsync(AppDb db, Guid connectionId, CancellationToken ct)
    {
        var posts = db.OutboundCallbacks.Where(c => c.Kind == CallbackKind.Odoo && db.TakenOnce.Any(taken => taken.MessageId == c.MessageId && taken.CallerId == connectionId));
        var waiting = posts.Where(c => c.State == OutboundState.Waiting);
        var tried = await waiting.Where(c => c.Said != null).OrderByDescending(c => c.DueAt).Select(c => new { c.Said, c.DueAt }).FirstOrDefaultAsync(ct);
        return new NativeReceipts(
            await waiting.CountAsync(ct),
            await posts.CountAsync(c => c.State == OutboundState.GivenUp, ct),
            await posts.Where(c => c.State == OutboundState.Done).MaxAsync(c => c.FinishedAt, ct),
            tried?.Said, tried?.DueAt);
    }
}
