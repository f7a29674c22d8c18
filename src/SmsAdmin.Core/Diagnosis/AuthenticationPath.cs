using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>"Authentication fails": key ring, plan, region, token, clock, and the values that Odoo has of them.</summary>
public sealed class AuthenticationPath
{
    private readonly Plans _plans;
    private readonly PlanLooks _ofPlan;
    private readonly OdooLooks _ofOdoo;
    private readonly TimeProvider _clock;

    internal AuthenticationPath(Plans plans, PlanLooks ofPlan, OdooLooks ofOdoo, TimeProvider clock) => (_plans, _ofPlan, _ofOdoo, _clock) = (plans, ofPlan, ofOdoo, clock);

    /// <inheritdoc cref="MessagePath.BeginAsync"/>
    /// <returns>Null where there is no such plan.</returns>
    public async Task<IAsyncEnumerable<Walked>?> BeginAsync(Guid planId, Inquirer by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await _plans.FindAsync(planId, ct) is not { } plan) return null;
        var of = new PlanCase(plan, by, _clock.GetUtcNow());
        return Looks.WalkAsync([_ofPlan.Account(of, _ => true), PlanLooks.Clock(of, isCause: true), _ofOdoo.Parameters(of)], () => Works(of), ct);
    }

    private static Finding Works(PlanCase of) => Findings.New(
        of, "authentication.works", ExplanationTone.Good, $"Sinch takes the token of {of.Plan.Name}",
        $"Service Plan ID, token and region belong together: {of.Words.Here}. The clock is right, and no Odoo that is connected has other values.",
        $"If a program is refused all the same, it has another token, another Service Plan ID or another host than {of.Words.Host}, or calls SmsAdmin with an API key that is wrong, old or narrowed. Compare those; {of.Words.Sender} has no part in it.") with
    {
        Label = of.Plan is { Readiness: PlanReadiness.Ready } ? "See the API keys" : "Check the plan",
        Href = of.Plan is { Readiness: PlanReadiness.Ready } ? "/api-keys" : of.Card,
    };
}
