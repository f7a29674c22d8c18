using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Finds what ought to move and does not: messages that wait too long, receipts that do not come.</summary>
public sealed class Silences(IDbContextFactory<AppDb> databases, CallbackAddress callbacks, IOptions<AlertOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(1);

    public async Task<IReadOnlyList<Matter>> ReadAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await using var db = await databases.CreateDbContextAsync(ct);
        var matters = new List<Matter>(2);
        // Why a paused plan stands still is said already.
        if (plan.Readiness == PlanReadiness.Ready && await OldestDue.FindAsync(db, plan.Id, clock.GetUtcNow() - options.Value.QueueAge, ct) is { } oldest) matters.Add(OfQueue(plan, oldest));
        if (callbacks.For(plan) is not null && await UnansweredSinceAsync(db, plan, ct) is { } since) matters.Add(OfReceipts(plan, since));
        return matters;
    }

    // Accepted long enough ago, and no receipt of anything since.
    private async Task<DateTimeOffset?> UnansweredSinceAsync(AppDb db, PlanView plan, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var silent = now - options.Value.ReceiptSilence;
        var from = plan.LastReceiptAt ?? now - LookedBack;
        if (from >= silent) return null;
        return await db.Messages.Where(m => m.PlanId == plan.Id && !m.IsTest && m.CreatedAt >= from && m.AcceptedAt > from && m.AcceptedAt <= silent).MinAsync(m => m.AcceptedAt, ct);
    }

    private static Matter OfQueue(PlanView plan, DateTimeOffset oldest) => new(
        Urgency.Now, $"Messages of {plan.Name} wait too long", "Late", "The oldest that is due is not at Sinch yet. More wait than its rate lets through, or Sinch does not take them, or does not say whether it has them.", oldest, "/queue", "See what waits")
    { Kind = AlertKind.QueueAge, PlanId = plan.Id };

    private static Matter OfReceipts(PlanView plan, DateTimeOffset since) => new(
        Urgency.Soon, $"Sinch posts no receipts for {plan.Name}", "Silent",
        plan.LastReceiptAt is null
            ? "None ever came, though Sinch accepted messages. Delivery is asked for instead, which is slower. See whether Sinch reaches the public address."
            : "None came since Sinch accepted messages. Delivery is asked for instead, which is slower. See whether Sinch reaches the public address.",
        since, $"/credentials#plan-{plan.Id}", "See the plan")
    { Kind = AlertKind.NoReceipts, PlanId = plan.Id };
}
