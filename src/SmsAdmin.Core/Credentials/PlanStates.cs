using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>
/// What happens to a plan while it runs: paused when Sinch refuses its account, so that one bad token does not burn the queue,
/// or by a person; when it last had a receipt. What a person paused, only a person resumes.
/// </summary>
public sealed class PlanStates(IDbContextFactory<AppDb> databases, PlanChanges changes, AuditTrail audit, TimeProvider clock)
{
    private static readonly TimeSpan ReceiptsAreSeen = TimeSpan.FromSeconds(5);

    /// <summary>Pauses a plan that Sinch refuses, or moves the next probe of one that is paused for it already.</summary>
    public async Task PauseAsync(Guid planId, string? why, DateTimeOffset probeAt, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await EnsureAsync(db, planId, ct);
        var now = clock.GetUtcNow();
        await db.PlanStates.Where(s => s.PlanId == planId && s.PausedBy == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.PausedAt, s => s.PausedAt ?? now)
            .SetProperty(s => s.PausedWhy, s => why ?? s.PausedWhy)
            .SetProperty(s => s.ProbeAt, probeAt), ct);
        changes.Announce();
    }

    /// <summary>Sinch takes it again. A person's pause stays.</summary>
    public async Task ResumeAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await GoOnAsync(db.PlanStates.Where(s => s.PlanId == planId && s.PausedBy == null), ct);
        changes.Announce();
    }

    /// <summary>Pauses a plan because a person wants it so, also one that Sinch refuses: nobody probes it meanwhile.</summary>
    /// <returns>False where a person had paused it before.</returns>
    public async Task<bool> PauseByAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await EnsureAsync(db, plan.Id, ct);
        var now = clock.GetUtcNow();
        var why = $"Paused by {by.Name}.";
        var paused = await db.PlanStates.Where(s => s.PlanId == plan.Id && s.PausedBy == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.PausedAt, now)
            .SetProperty(s => s.PausedWhy, why)
            .SetProperty(s => s.PausedBy, by.Name)
            .SetProperty(s => s.ProbeAt, (DateTimeOffset?)null), ct);
        return await StandAsync(db, transaction, paused > 0, plan, by, "queue.paused", ct);
    }

    /// <summary>Lets a plan go on because a person says so, whoever paused it. If Sinch still refuses it, the next send pauses it again.</summary>
    /// <returns>False where it was not paused.</returns>
    public async Task<bool> ResumeByAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var resumed = await GoOnAsync(db.PlanStates.Where(s => s.PlanId == plan.Id && s.PausedAt != null), ct);
        return await StandAsync(db, transaction, resumed > 0, plan, by, "queue.resumed", ct);
    }

    /// <summary>Paused plans whose next probe is due.</summary>
    public async Task<IReadOnlyList<Guid>> DueAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        return await db.PlanStates.Where(s => s.PausedAt != null && s.ProbeAt <= now).Select(s => s.PlanId).ToListAsync(ct);
    }

    /// <summary>Remembers that a receipt came, to a few seconds: a flood of them is not a flood of writes.</summary>
    public async Task ReceiptSeenAsync(Guid planId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await EnsureAsync(db, planId, ct);
        var now = clock.GetUtcNow();
        var before = now - ReceiptsAreSeen;
        var news = await db.PlanStates.Where(s => s.PlanId == planId && (s.LastReceiptAt == null || s.LastReceiptAt <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastReceiptAt, now), ct);
        if (news > 0) changes.Announce();
    }

    /// <summary>Remembers up to when finished reports were polled.</summary>
    public async Task PolledAsync(Guid planId, DateTimeOffset at, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await EnsureAsync(db, planId, ct);
        await db.PlanStates.Where(s => s.PlanId == planId).ExecuteUpdateAsync(set => set.SetProperty(s => s.PolledAt, at), ct);
    }

    private static Task<int> GoOnAsync(IQueryable<PlanState> states, CancellationToken ct) => states.ExecuteUpdateAsync(set => set
        .SetProperty(s => s.PausedAt, (DateTimeOffset?)null)
        .SetProperty(s => s.PausedWhy, (string?)null)
        .SetProperty(s => s.PausedBy, (string?)null)
        .SetProperty(s => s.ProbeAt, (DateTimeOffset?)null), ct);

    private async Task<bool> StandAsync(AppDb db, IDbContextTransaction transaction, bool changed, PlanView plan, Actor by, string action, CancellationToken ct)
    {
        if (!changed) return false;
        audit.Write(db, by, action, plan.Name, plan.Id);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        changes.Announce();
        return true;
    }

    // Two may be first at once.
    private static Task EnsureAsync(AppDb db, Guid planId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"INSERT INTO \"PlanStates\" (\"PlanId\") VALUES ({planId}) ON CONFLICT DO NOTHING", ct);
}
