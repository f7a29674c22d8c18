using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Works off the replacements of tokens, from wherever they stand: what was done is written down before the next is begun, and doing
/// it twice is doing it once. While the old token works it is all or nothing; where Sinch refuses the old one, the new one counts at
/// once and each Odoo gets it as soon as it can be reached.
/// </summary>
public sealed class RotationWork(
    IDbContextFactory<AppDb> databases, Plans plans, TokenReplacement replacement, TokenVault vault, Connections connections, ParameterPush pusher, OdooChanges changes,
    AuditTrail audit, IOptions<OdooWatchOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(30);

    /// <summary>Takes every job that is due as far as it goes.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.TryAloneAsync("Odoo.Rotations", () => AllAsync(ct), ct);
    }

    private async Task AllAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var due = await db.TokenRotations.Where(r => r.FinishedAt == null && r.DueAt <= now).OrderBy(r => r.StartedAt).Select(r => r.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            while (await StepAsync(id, ct)) changes.Announce();
            changes.Announce();
        }
    }

    /// <returns>Whether there is something to do at once.</returns>
    private async Task<bool> StepAsync(Guid id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var job = await db.TokenRotations.SingleAsync(r => r.Id == id, ct);
        if (job.FinishedAt is not null) return false;
        if (vault.TryOpen(job.TokenCipher) is not { } token) return await EndAsync(db, job, RotationStep.OldOneKept, "The new token cannot be opened: it was closed with another key ring.", ct);
        if (await OurValues.OfAsync(plans, job.PlanId, ct) is not { } ours)
            return await EndAsync(db, job, job.Step == RotationStep.Active ? RotationStep.Done : RotationStep.OldOneKept, "The plan is gone, or its token cannot be opened.", ct);
        return job.Step switch
        {
            RotationStep.Recorded => await BeginAsync(db, job, ours.Plan, token, ct),
            RotationStep.Pushing => await PushAsync(db, job, ours.With(token), token, ct),
            RotationStep.Undoing => await UndoAsync(db, job, ours, ct),
            RotationStep.Active => await DeliverAsync(db, job, ours, ct),
            _ => false,
        };
    }

    private async Task<bool> BeginAsync(AppDb db, TokenRotation job, PlanView plan, Secret token, CancellationToken ct)
    {
        var trial = await replacement.TryAsync(plan, token, alsoOld: true, ct);
        if (trial.Check is { Works: false } refused) return await EndAsync(db, job, RotationStep.OldOneKept, $"{refused.Says} Nothing was changed, here or in Odoo.", ct);
        var targets = await db.OdooConnections.Where(c => c.PlanId == job.PlanId).OrderBy(c => c.Name).ToListAsync(ct);
        if (!trial.OldOneIsDead)
        {
            foreach (var target in targets)
            {
                if (await CannotTakeAsync(target.Id, ct) is { } trouble)
                    return await EndAsync(db, job, RotationStep.OldOneKept, $"{target.Name}: {trouble.Says} The old token still works, so nothing was changed, here or in any Odoo.", ct);
            }
        }

        db.RotationTargets.AddRange(targets.Select(target => new RotationTarget { RotationId = job.Id, ConnectionId = target.Id, ConnectionName = target.Name }));
        if (!trial.OldOneIsDead)
        {
            job.Step = RotationStep.Pushing;
            await db.SaveChangesAsync(ct);
            return true;
        }

        // Nothing can be sent with the old one: what Odoo has meanwhile does not matter.
        (job.Step, job.Says) = (RotationStep.Active, "Sinch refuses the old token, so the new one counts at once.");
        await replacement.StoreAsync(db, job.PlanId, token, trial.Check, By(job), ct);
        await db.SaveChangesAsync(ct);
        await replacement.CountsAsync(job.PlanId, trial.Check, ct);
        return true;
    }

    private async Task<bool> PushAsync(AppDb db, TokenRotation job, OurValues next, Secret token, CancellationToken ct)
    {
        foreach (var target in await TargetsAsync(db, job, ct))
        {
            if (target.State != RotationTargetState.Waiting) continue;
            switch (await TakeAsync(target, next, job, ct))
            {
                case PushOutcome.Done:
                    Stand(target, RotationTargetState.Pushed, null);
                    await db.SaveChangesAsync(ct);
                    changes.Announce();
                    break;
                case null:
                    Stand(target, RotationTargetState.Gone, null);
                    await db.SaveChangesAsync(ct);
                    break;
                case PushOutcome.NotBegun not:
                    return await TurnBackAsync(db, job, target, RotationTargetState.Waiting, not.Trouble, ct);
                case PushOutcome.BrokeOff broke:
                    // Nobody knows which one it has.
                    return await TurnBackAsync(db, job, target, RotationTargetState.PushPending, broke.Trouble, ct);
            }
        }

        // Sinch took it a moment ago; the page's own check says so again.
        var trial = await replacement.TryAsync(next.Plan, token, alsoOld: false, ct);
        if (trial.Check is { Works: false } refused)
        {
            (job.Step, job.Says) = (RotationStep.Undoing, $"{refused.Says} The old token stays.");
            await db.SaveChangesAsync(ct);
            return true;
        }

        await replacement.StoreAsync(db, job.PlanId, token, trial.Check, By(job), ct);
        End(db, job, RotationStep.Done, "The new token counts here and in every Odoo.");
        await db.SaveChangesAsync(ct);
        await replacement.CountsAsync(job.PlanId, trial.Check, ct);
        return false;
    }

    private async Task<bool> TurnBackAsync(AppDb db, TokenRotation job, RotationTarget target, RotationTargetState state, OdooTrouble trouble, CancellationToken ct)
    {
        Stand(target, state, trouble.Says);
        (job.Step, job.Says) = (RotationStep.Undoing, $"{target.ConnectionName}: {trouble.Says} The old token still works, so it stays, and Odoos that had the new one get it back.");
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task<bool> UndoAsync(AppDb db, TokenRotation job, OurValues ours, CancellationToken ct)
    {
        var open = (await TargetsAsync(db, job, ct)).Where(target => target.State is RotationTargetState.Pushed or RotationTargetState.PushPending).ToList();
        foreach (var target in open) await TryAsync(db, job, target, ours, RotationTargetState.Undone, ct);
        return open.Exists(target => target.State == RotationTargetState.PushPending) ? await LaterAsync(db, job, open, ct) : await EndAsync(db, job, RotationStep.OldOneKept, job.Says ?? "", ct);
    }

    private async Task<bool> DeliverAsync(AppDb db, TokenRotation job, OurValues ours, CancellationToken ct)
    {
        var open = (await TargetsAsync(db, job, ct)).Where(target => target.State is RotationTargetState.Waiting or RotationTargetState.PushPending).ToList();
        foreach (var target in open) await TryAsync(db, job, target, ours, RotationTargetState.Pushed, ct);
        return open.Exists(target => target.State == RotationTargetState.PushPending)
            ? await LaterAsync(db, job, open, ct)
            : await EndAsync(db, job, RotationStep.Done, "The new token counts here and in every Odoo.", ct);
    }

    private async Task TryAsync(AppDb db, TokenRotation job, RotationTarget target, OurValues ours, RotationTargetState done, CancellationToken ct)
    {
        var outcome = await TakeAsync(target, ours, job, ct);
        var trouble = outcome switch { PushOutcome.NotBegun not => not.Trouble, PushOutcome.BrokeOff broke => broke.Trouble, _ => null };
        target.Attempts++;
        Stand(target, outcome is null ? RotationTargetState.Gone : trouble is null ? done : RotationTargetState.PushPending, trouble?.Says);
        await db.SaveChangesAsync(ct);
        changes.Announce();
    }

    // Null where the connection was removed meanwhile, or got another plan.
    private async Task<PushOutcome?> TakeAsync(RotationTarget target, OurValues values, TokenRotation job, CancellationToken ct) =>
        await connections.FindAsync(target.ConnectionId, ct) is { } connection && connection.PlanId == job.PlanId
            ? await pusher.PushAsync(connection, values, [ParameterKeys.Token], By(job), ct)
            : null;

    private async Task<OdooTrouble?> CannotTakeAsync(Guid connectionId, CancellationToken ct)
    {
        var opening = await connections.OpenAsync(connectionId, ct);
        if (opening is not ConnectionOpening.Open open) return ((ConnectionOpening.Closed)opening).Trouble;
        return await open.Session.Parameters.MayWriteAsync(ct) switch
        {
            OdooResult<bool>.Answered { Value: true } => null,
            OdooResult<bool>.Failed failed => open.Trouble(failed.Failure),
            _ => open.Trouble(new OdooFailure(OdooFailureKind.NotAdministrator)),
        };
    }

    private async Task<bool> LaterAsync(AppDb db, TokenRotation job, List<RotationTarget> open, CancellationToken ct)
    {
        var tries = open.Max(target => target.Attempts);
        job.DueAt = clock.GetUtcNow() + TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, options.Value.PushAgainAfter.Ticks << Math.Min(tries - 1, 12)));
        await db.SaveChangesAsync(ct);
        return false;
    }

    private async Task<bool> EndAsync(AppDb db, TokenRotation job, RotationStep step, string says, CancellationToken ct)
    {
        End(db, job, step, says);
        await db.SaveChangesAsync(ct);
        return false;
    }

    private void End(AppDb db, TokenRotation job, RotationStep step, string says)
    {
        (job.Step, job.Says, job.FinishedAt, job.TokenCipher) = (step, says, clock.GetUtcNow(), "");
        audit.Write(db, By(job), step == RotationStep.Done ? "plan.rotation-done" : "plan.rotation-old-kept", job.PlanName, job.PlanId, after: new { why = says });
    }

    private void Stand(RotationTarget target, RotationTargetState state, string? says) => (target.State, target.Says, target.At) = (state, says, clock.GetUtcNow());

    private static Task<List<RotationTarget>> TargetsAsync(AppDb db, TokenRotation job, CancellationToken ct) =>
        db.RotationTargets.Where(t => t.RotationId == job.Id).OrderBy(t => t.ConnectionName).ToListAsync(ct);

    private static Actor By(TokenRotation job) => new(job.StartedById, job.StartedBy, ActorKind.User, job.FromAddress);
}
