using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>Whether an Odoo sends through us, and the last traffic both ways.</summary>
/// <param name="Address">What <c>sms.endpoint</c> is set to, its secret dotted out; null where this Odoo cannot reach us.</param>
/// <param name="FormerHost">Where Odoo sent before; null for Odoo's own service.</param>
/// <param name="IsSetThere">Odoo's own setting was ours when it was last read.</param>
public sealed record NativeView(
    bool IsOn, string? Address, string? FormerHost, DateTimeOffset? SwitchedAt, string? SwitchedBy, DateTimeOffset? CheckedAt, bool IsSetThere, string? WebBaseUrl,
    NativeCalls? Calls, NativeReceipts Receipts)
{
    /// <summary>The last time that receipts were to go elsewhere.</summary>
    public (DateTimeOffset At, string Why)? WebhookRefused { get; init; }
}

/// <summary>The last call of an Odoo.</summary>
/// <param name="Answered">As "2 processing, 1 insufficient_credit".</param>
public sealed record NativeCalls(DateTimeOffset At, int Texts, string Answered);

/// <summary>What became of the receipts to an Odoo, of those that are kept.</summary>
/// <param name="LastSaid">What the last attempt came to, where the last one was not taken.</param>
public sealed record NativeReceipts(int Waiting, int GivenUp, DateTimeOffset? LastTakenAt, string? LastSaid, DateTimeOffset? NextAt)
{
    internal static async Task<NativeReceipts> OfAsync(IQueryable<OutboundCallback> posts, CancellationToken ct)
    {
        var waiting = posts.Where(c => c.State == OutboundState.Waiting);
        var tried = await waiting.Where(c => c.Said != null).OrderByDescending(c => c.DueAt).Select(c => new { c.Said, c.DueAt }).FirstOrDefaultAsync(ct);
        return new NativeReceipts(
            await waiting.CountAsync(ct),
            await posts.CountAsync(c => c.State == OutboundState.GivenUp, ct),
            await posts.Where(c => c.State == OutboundState.Done).MaxAsync(c => c.FinishedAt, ct),
            tried?.Said, tried?.DueAt);
    }
}
