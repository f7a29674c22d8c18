using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Since when the oldest message of a plan waits that ought to be at Sinch.</summary>
internal static class OldestDue
{
    /// <summary>
    /// What was not tried yet waits since it was due; what was, since it was first to go out, however often a try or a look-up
    /// put it off.
    /// </summary>
    /// <returns>Null where none waited at <paramref name="at"/>.</returns>
    public static async Task<DateTimeOffset?> FindAsync(AppDb db, Guid planId, DateTimeOffset at, CancellationToken ct)
    {
        var messages = db.Messages.Where(m => m.PlanId == planId);
        var retried = await messages.Where(m => m.State == MessageState.Queued && m.Attempts > 0 && m.CountedAt <= at).MinAsync(m => m.CountedAt, ct);
        var open = await messages.Where(m => m.State == MessageState.Sending && m.OutcomeUnknown && m.CountedAt <= at).MinAsync(m => m.CountedAt, ct);
        return new[] { await UntriedAsync(db, planId, at, ct), retried, open }.Min();
    }

    // Lane by lane: each has it at the beginning of its part of the index, and nothing behind it is read.
    private static async Task<DateTimeOffset?> UntriedAsync(AppDb db, Guid planId, DateTimeOffset at, CancellationToken ct)
    {
        DateTimeOffset? oldest = null;
        foreach (var lane in Enum.GetValues<Lane>())
        {
            var found = await db.Messages
                .Where(m => m.PlanId == planId && m.State == MessageState.Queued && m.Lane == lane && m.DueAt <= at)
                .MinAsync(m => (DateTimeOffset?)m.DueAt, ct);
            if (oldest is null || found < oldest) oldest = found;
        }

        return oldest;
    }
}
