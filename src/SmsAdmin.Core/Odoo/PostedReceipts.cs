using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>What became of the receipts that are posted to an Odoo, of those that are kept.</summary>
/// <param name="LastSaid">What the last attempt came to, where the last one was not taken.</param>
public sealed record PostedReceipts(int Waiting, int GivenUp, DateTimeOffset? LastTakenAt, string? LastSaid, DateTimeOffset? NextAt)
{
    internal static async Task<PostedReceipts> OfAsync(IQueryable<OutboundCallback> posts, CancellationToken ct)
    {
        var waiting = posts.Where(c => c.State == OutboundState.Waiting);
        var tried = await waiting.Where(c => c.Said != null).OrderByDescending(c => c.DueAt).Select(c => new { c.Said, c.DueAt }).FirstOrDefaultAsync(ct);
        return new PostedReceipts(
            await waiting.CountAsync(ct),
            await posts.CountAsync(c => c.State == OutboundState.GivenUp, ct),
            await posts.Where(c => c.State == OutboundState.Done).MaxAsync(c => c.FinishedAt, ct),
            tried?.Said, tried?.DueAt);
    }
}
