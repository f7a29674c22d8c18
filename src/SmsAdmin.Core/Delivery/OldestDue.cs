using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Since when the oldest message of a plan is due that still waits.</summary>
internal static class OldestDue
{
    /// <summary>Lane by lane: each has it at the beginning of its part of the index, and nothing behind it is read.</summary>
    /// <returns>Null where none was due by <paramref name="at"/>.</returns>
    public static async Task<DateTimeOffset?> FindAsync(AppDb db, Guid planId, DateTimeOffset at, CancellationToken ct)
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
