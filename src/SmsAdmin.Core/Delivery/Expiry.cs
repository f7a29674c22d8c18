using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Ends what still waits when its deadline passes: while its plan is paused, or its quota full, nobody else would. And
/// erases codes that nobody waits for any more, wherever they stand.
/// </summary>
public sealed class Expiry(IDbContextFactory<AppDb> databases, Plans plans, MessageMoves moves, Steps steps, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var plan in await plans.ListAsync(ct))
        {
            while (await DueAsync(plan.Id, ct) is { Count: > 0 } due)
                await Task.WhenAll(due.Select(message => moves.EndedAsync(message, MessageState.Expired, plan.Limits(), steps.OfDeadline())));
        }

        await EraseCodesAsync(ct);
    }

    private async Task EraseCodesAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        await db.Messages.Where(m => m.Deadline != null && m.Deadline <= now && m.TextCipher != null && m.Lane == Lane.Otp && m.State >= MessageState.Accepted)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.TextCipher, (byte[]?)null), ct);
    }

    private async Task<List<Message>> DueAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.Deadline != null && m.Deadline <= now && m.State == MessageState.Queued)
            .OrderBy(m => m.Deadline)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }
}
