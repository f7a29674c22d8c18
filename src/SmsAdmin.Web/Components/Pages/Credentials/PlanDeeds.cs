using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Credentials;

/// <summary>What can be done to a plan from its card, each answered with what lies beside the plan afterwards.</summary>
public sealed class PlanDeeds(PlanChecks checks, PlanEditing editing, RegionSearch regions)
{
    public async Task<PlanDesk> CheckAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var check = await checks.CheckAsync(plan.Id, by, ct);
        // What a plan lacks before it ever worked is on its card anyway.
        return new PlanDesk(Told: check is { Works: false } && plan.Readiness == PlanReadiness.NotVerified ? null : PlanNews.Of(check));
    }

    public async Task<PlanDesk> DetectAsync(PlanView plan, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return await regions.AskAsync(plan.Id, ct) is { } finding
            ? new PlanDesk(Finding: finding)
            : new PlanDesk(Told: new Told(Tone.Bad, "The regions cannot be asked", "The token of this plan cannot be opened."));
    }

    /// <summary>Sets the region of a stored plan, or imports the environment's with it, and checks it there.</summary>
    /// <returns>The plan that it is now, which an import makes anew.</returns>
    public async Task<(Guid PlanId, PlanDesk Desk)> UseRegionAsync(PlanView plan, string? region, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var outcome = plan.Source == PlanSource.Environment
            ? await editing.ImportEnvironmentAsync($"Sinch {plan.ShortServicePlanId}", region, by, ct)
            : await editing.SetRegionAsync(plan.Id, region ?? "", by, ct);
        return outcome is PlanOutcome.Saved saved
            ? (saved.PlanId, new PlanDesk(Told: PlanNews.Of(await checks.CheckAsync(saved.PlanId, by, ct))))
            : (plan.Id, new PlanDesk(Told: PlanNews.Of(outcome)));
    }

    public async Task<PlanDesk> MakeDefaultAsync(PlanView plan, Actor by, CancellationToken ct) =>
        new(Told: PlanNews.Of(await editing.MakeDefaultAsync(plan, by, ct)));

    public async Task<PlanDesk> DeleteAsync(PlanView plan, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanDesk(Told: PlanNews.Of(await editing.DeleteAsync(plan.Id, by, ct)));
    }
}
