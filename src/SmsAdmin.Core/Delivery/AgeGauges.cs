using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Delivery;

/// <summary>Looks now and then at how old the queue and the last receipt are, so that a scrape asks the database nothing.</summary>
public sealed class AgeGauges(IDbContextFactory<AppDb> databases, Plans plans, Meters meters, TimeProvider clock)
{
    public async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        foreach (var plan in await plans.ListAsync(ct))
        {
            var oldest = await OldestDue.FindAsync(db, plan.Id, now, ct);
            meters.Aged(plan.Id, now - (oldest ?? now), plan.LastReceiptAt is { } seen ? now - seen : null);
        }
    }
}
