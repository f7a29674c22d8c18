using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Replacements of tokens: begins them, shows them, and lets whoever works them off know. A job of its own where Odoos have the
/// plan's values, because here and there must not come apart.
/// </summary>
public sealed class TokenRotations(
    IDbContextFactory<AppDb> databases, Plans plans, TokenReplacement replacement, TokenVault vault, OdooChanges changes, AuditTrail audit, TimeProvider clock) : IDisposable
{
    private const int Shown = 3;

    /// <summary>Rung when there is a job.</summary>
    public Bell Bell { get; } = new(clock);

    /// <summary>Takes a new token as typed. Where no Odoo has this plan's values it is replaced at once; else a job begins.</summary>
    public async Task<RotationOutcome> StartAsync(Guid planId, string? typed, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var db = await databases.CreateDbContextAsync(ct);
        var (token, _) = TokenReplacement.Read(typed);
        var plan = await plans.FindAsync(planId, ct);
        if (token is null || plan is not { Source: PlanSource.Storage } || !await db.OdooConnections.AnyAsync(c => c.PlanId == planId, ct))
            return new RotationOutcome.AtOnce(await replacement.ReplaceAsync(planId, typed, by, ct));
        if (await UnderWayAsync(db, planId, ct) is { } running) return new RotationOutcome.UnderWay(running);

        var job = new TokenRotation
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            PlanId = planId,
            PlanName = plan.Name,
            TokenCipher = vault.Close(token),
            TokenLastFour = token.LastFour,
            StartedAt = clock.GetUtcNow(),
            StartedById = by.Id,
            StartedBy = by.Name,
            FromAddress = by.Address,
            DueAt = clock.GetUtcNow(),
        };
        db.TokenRotations.Add(job);
        audit.Write(db, by, "plan.rotation-started", plan.Name, planId, after: new { token = AuditTrail.Changed, lastFour = token.LastFour });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Two pressed at once; the index lets one in.
            await using var again = await databases.CreateDbContextAsync(ct);
            if (await UnderWayAsync(again, planId, ct) is { } other) return new RotationOutcome.UnderWay(other);
            throw;
        }

        changes.Announce();
        Bell.Ring();
        return new RotationOutcome.Started(job.Id);
    }

    public async Task<RotationView?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.TokenRotations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } row
            ? RotationView.Of(row, await db.RotationTargets.AsNoTracking().Where(t => t.RotationId == id).ToListAsync(ct))
            : null;
    }

    /// <summary>What is under way, and the last ones that are over; newest first.</summary>
    public async Task<IReadOnlyList<RotationView>> RecentAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.TokenRotations.AsNoTracking().OrderByDescending(r => r.StartedAt).Take(Shown).ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.Id);
        var targets = await db.RotationTargets.AsNoTracking().Where(t => ids.Contains(t.RotationId)).ToListAsync(ct);
        return rows.ConvertAll(row => RotationView.Of(row, targets.Where(target => target.RotationId == row.Id)));
    }

    public void Dispose() => Bell.Dispose();

    private static Task<Guid?> UnderWayAsync(AppDb db, Guid planId, CancellationToken ct) =>
        db.TokenRotations.Where(r => r.PlanId == planId && r.FinishedAt == null).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct);
}
