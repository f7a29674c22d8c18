using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Counts what a plan's other messages to the same country tell of one message.</summary>
public sealed class AccountFigures(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    public async Task<AccountFacts> ReadAsync(MessageDetail message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var country = message.To.Country ?? "";
        var there = db.Messages.AsNoTracking().Where(m => m.PlanId == message.PlanId && m.Country == country);

        var recent = there.Where(m => m.CreatedAt >= now - Recent);
        var same = await recent.CountAsync(
            m => m.State == message.State && m.DeliveryCode == message.DeliveryCode
                && (message.DeliveryCode != null || (m.HttpStatus == message.HttpStatus && m.ApiErrorCode == message.ApiErrorCode)),
            ct);
        var all = await recent.CountAsync(ct);
        var delivered = await there
            .Where(m => m.State == MessageState.Delivered && m.CreatedAt >= now - Remembered)
            .MaxAsync(m => m.FinalAt, ct);
        var waiting = await db.Messages.CountAsync(m => m.PlanId == message.PlanId && m.State == MessageState.Queued, ct);
        return new AccountFacts(same, all, delivered, waiting);
    }
}
