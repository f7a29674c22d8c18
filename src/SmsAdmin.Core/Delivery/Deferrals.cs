using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Releases what waits for a quota's reset, in lane order, as far as the new period has room; the rest waits for the next.</summary>
public sealed class Deferrals(IDbContextFactory<AppDb> databases, Plans plans, PlanLeases leases, DeferralWriter writer, Bells bells, TimeProvider clock)
{
    private const int MostAtOnce = 500;

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var released = false;
        foreach (var plan in await plans.ListAsync(ct))
        {
            if (await leases.HoldAsync(plan.Id, ct) is null) continue;
            while (await DueAsync(plan.Id, ct) is { Count: > 0 } due)
            {
                var outcomes = await Task.WhenAll(due.Select(message => writer.CommitAsync(new Deferral(message, plan.Limits(), clock.GetUtcNow()))));
                released |= outcomes.Contains(true);
            }
        }

        if (released) bells.Queue.Ring();
    }

    private async Task<List<Message>> DueAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await db.Messages.AsNoTracking()
            .Where(m => m.PlanId == planId && m.State == MessageState.Queued && m.CountedAt == null && m.DueAt <= now)
            .OrderBy(m => m.Lane).ThenBy(m => m.CreatedAt).ThenBy(m => m.Id)
            .Take(MostAtOnce)
            .ToListAsync(ct);
    }
}

/// <summary>A message that asks once more for room.</summary>
public sealed record Deferral(Message Message, PlanLimits Plan, DateTimeOffset At);

/// <summary>Takes room for deferred messages together, in the transaction that lets them go. True for each that goes.</summary>
public sealed class DeferralWriter(GroupCommit commits) : GroupWriter<Deferral, bool>(commits)
{
    // Before new ones: they have waited longer.
    protected internal override int Order => 0;

    public new Task<bool> CommitAsync(Deferral deferral) => base.CommitAsync(deferral);

    protected override async Task<IReadOnlyList<bool>> WriteAsync(AppDb db, IReadOnlyList<Deferral> works)
    {
        const string Release = """UPDATE "Messages" SET "CountedAt" = $2, "DueAt" = $2, "ChangedAt" = $2 WHERE "Id" = $1 AND "State" = 0 AND "CountedAt" IS NULL""";
        const string Wait = """UPDATE "Messages" SET "DueAt" = $2 WHERE "Id" = $1 AND "State" = 0 AND "CountedAt" IS NULL""";
        var refusals = await Reservations.ReserveAsync(db, [.. works.Select(w => new QuotaWish(w.Plan, w.At, 1, w.Message.Parts))]);
        var going = works.Where((_, i) => refusals[i] is null).ToList();
        var gone = await Many.ExecuteAsync(db, Release, [.. going.Select(w => new object?[] { w.Message.Id, w.At })]);
        await Many.ExecuteAsync(db, Wait, [.. works.Zip(refusals).Where(w => w.Second is not null).Select(w => new object?[] { w.First.Message.Id, w.Second!.ResetsAt })]);
        // Cancelled or expired meanwhile: what was taken for it goes back.
        await Reservations.GiveBackAsync(db, [.. going.Where((_, i) => gone[i] == 0).Select(w => new QuotaWish(w.Plan, w.At, 1, w.Message.Parts))]);
        return [.. refusals.Select(full => full is null)];
    }
}
