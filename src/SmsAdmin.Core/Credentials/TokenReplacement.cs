using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Credentials;

/// <summary>What became of a new token.</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>Stored. Where the plan could be asked, <paramref name="Check"/> says what Sinch thought of it.</summary>
    public sealed record Stored(PlanCheck? Check) : TokenOutcome;

    /// <summary>Sinch refuses it while the old one still works: the old one stays.</summary>
    public sealed record OldOneKept(PlanCheck Check) : TokenOutcome;

    public sealed record Invalid(string Says) : TokenOutcome;
}

/// <summary>Puts a new token in the place of the old one, after Sinch has taken it.</summary>
public sealed class TokenReplacement(
    IDbContextFactory<AppDb> databases, Plans plans, PlanChecks checks, PlanStates states, TokenVault tokens, PlanChanges changes,
    AuditTrail audit, TimeProvider clock)
{
    public async Task<TokenOutcome> ReplaceAsync(Guid planId, string? typed, Actor by, CancellationToken ct)
    {
        var (token, fault) = Read(typed);
        if (token is null) return new TokenOutcome.Invalid(fault!);
        if (await plans.FindAsync(planId, ct) is not { Source: PlanSource.Storage } plan) return new TokenOutcome.Invalid("This plan is gone. Load the page again.");
        var trial = await TryAsync(plan, token, alsoOld: false, ct);
        if (trial is { Check: { Works: false } check, OldOneWorks: true }) return new TokenOutcome.OldOneKept(check);
        await using var db = await databases.CreateDbContextAsync(ct);
        await StoreAsync(db, plan.Id, token, trial.Check, by, ct);
        await db.SaveChangesAsync(ct);
        await CountsAsync(plan.Id, trial.Check, ct);
        return new TokenOutcome.Stored(trial.Check);
    }

    /// <summary>A token as typed, or what is wrong with it.</summary>
    internal static (Secret? Token, string? Fault) Read(string? typed) =>
        PlanEditing.TokenFault(typed) is { } fault ? (null, fault.Says) : (new Secret(typed!.Trim()), null);

    /// <summary>Asks Sinch with the new token, and with the old one where the new one does not work.</summary>
    /// <param name="alsoOld">Asks with the old one in any case.</param>
    internal async Task<TokenTrial> TryAsync(PlanView plan, Secret token, bool alsoOld, CancellationToken ct)
    {
        _ = SinchRegion.TryParse(plan.Region, out var region);
        var check = SinchEndpoint.Create(plan.ServicePlanId, token, region, plan.BaseUrl, plan.AllowsPrivateHost) is EndpointOutcome.Ready ready
            ? await checks.AskAsync(ready.Endpoint, ct)
            : null;
        if (check is { Works: true } && !alsoOld) return new TokenTrial(check, null);
        var old = plan.Readiness is PlanReadiness.Ready or PlanReadiness.Paused && await plans.OpenAsync(plan.Id, ct) is { } open ? await checks.AskAsync(open.Endpoint, ct) : null;
        return new TokenTrial(check, old);
    }

    /// <summary>Puts it in the old one's place, in the caller's transaction; the caller saves, then tells by <see cref="CountsAsync"/>.</summary>
    internal async Task StoreAsync(AppDb db, Guid planId, Secret token, PlanCheck? check, Actor by, CancellationToken ct)
    {
        var row = await db.Plans.SingleAsync(p => p.Id == planId, ct);
        var before = new { token = AuditTrail.Changed, lastFour = row.TokenLastFour };
        row.TokenCipher = tokens.Close(token);
        row.TokenLastFour = token.LastFour;
        row.TokenSetAt = clock.GetUtcNow();
        row.TokenSetBy = by.Name;
        row.IsVerified = check is { Works: true };
        row.CheckedAt = check?.At;
        row.CheckedHttpStatus = check?.HttpStatus;
        row.CheckedSaid = check?.Says;
        audit.Write(db, by, "plan.token-replaced", row.Name, planId, before, new { token = AuditTrail.Changed, lastFour = token.LastFour });
    }

    /// <summary>After the commit: a plan that was refused goes on with it.</summary>
    internal async Task CountsAsync(Guid planId, PlanCheck? check, CancellationToken ct)
    {
        if (check is { Works: true }) await states.ResumeAsync(planId, ct);
        changes.Announce();
    }
}

/// <summary>What Sinch said of a new token and of the old one.</summary>
/// <param name="Check">Null where the plan cannot be asked: its region is missing.</param>
/// <param name="Old">Null where it was not asked, or the plan is not ready, so that there is no old one to lose.</param>
internal sealed record TokenTrial(PlanCheck? Check, PlanCheck? Old)
{
    public bool OldOneWorks => Old is { Works: true };

    /// <summary>Sinch says no to it, or it never counted. An answer that did not come is no such word.</summary>
    public bool OldOneIsDead => Old is null or { Works: false, HttpStatus: 401 or 404 };
}
