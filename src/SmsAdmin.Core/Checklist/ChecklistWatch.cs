using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>Asks the free items now and then, of each plan that somebody ran the checklist for before.</summary>
public sealed class ChecklistWatch(IDbContextFactory<AppDb> databases, Plans plans, ChecklistRuns runs, IOptions<ChecklistOptions> options, TimeProvider clock)
{
    public async Task RunOnceAsync(CancellationToken ct)
    {
        var every = options.Value.Every;
        if (every == TimeSpan.Zero) return;
        foreach (var plan in await plans.ListAsync(ct))
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var last = await db.ChecklistRuns.Where(r => r.PlanId == plan.Id).MaxAsync(r => (DateTimeOffset?)r.StartedAt, ct);
            if (last <= clock.GetUtcNow() - every) await runs.RunAsync(new RunWish(plan.Id) { IsScheduled = true }, Actor.System("Checklist"), ct);
        }
    }
}
