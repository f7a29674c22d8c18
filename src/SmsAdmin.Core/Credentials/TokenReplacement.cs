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
        if (PlanEditing.TokenFault(typed) is { } fault) return new TokenOutcome.Invalid(fault.Says);
        if (await plans.FindAsync(planId, ct) is not { Source: PlanSource.Storage } plan) return new TokenOutcome.Invalid("This plan is gone. Load the page again.");
        var token = new Secret(typed!.Trim());

        _ = SinchRegion.TryParse(plan.Region, out var region);
        var check = SinchEndpoint.Create(plan.ServicePlanId, token, region, plan.BaseUrl, plan.AllowsPrivateHost) is EndpointOutcome.Ready ready
            ? await checks.AskAsync(ready.Endpoint, ct)
            : null;
        if (check is { Works: false } && plan.Readiness == PlanReadiness.Ready && await plans.OpenAsync(planId, ct) is { } old && (await checks.AskAsync(old.Endpoint, ct)).Works)
            return new TokenOutcome.OldOneKept(check);

        await StoreAsync(plan, token, check, by, ct);
        if (check is { Works: true }) await states.ResumeAsync(planId, ct);
        changes.Announce();
        return new TokenOutcome.Stored(check);
    }

    private async Task StoreAsync(PlanView plan, Secret token, PlanCheck? check, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await db.Plans.SingleAsync(p => p.Id == plan.Id, ct);
        var before = new { token = AuditTrail.Changed, lastFour = row.TokenLastFour };
        row.TokenCipher = tokens.Close(token);
        row.TokenLastFour = token.LastFour;
        row.TokenSetAt = clock.GetUtcNow();
        row.TokenSetBy = by.Name;
        row.IsVerified = check is { Works: true };
        row.CheckedAt = check?.At;
        row.CheckedHttpStatus = check?.HttpStatus;
        row.CheckedSaid = check?.Says;
        audit.Write(db, by, "plan.token-replaced", plan.Name, plan.Id, before, new { token = AuditTrail.Changed, lastFour = token.LastFour });
        await db.SaveChangesAsync(ct);
    }
}
