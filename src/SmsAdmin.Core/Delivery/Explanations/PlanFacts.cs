using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>What an explanation says of a service plan.</summary>
/// <param name="Host">Where its requests go, without scheme.</param>
/// <param name="CheckedHttpStatus">What Sinch answered to the last check, or to the last probe while paused.</param>
/// <param name="WorkedBefore">Sinch has taken this plan, its token and its region together before: then only the token can have become wrong.</param>
public sealed record PlanFacts(
    string Name, string ServicePlanId, string? Region, string? Host, string? Sender, PlanKind Kind, IReadOnlyList<string> VerifiedNumbers,
    bool IsSandbox, PlanReadiness Readiness, DateTimeOffset? PausedAt, string? PausedWhy, int? CheckedHttpStatus, bool WorkedBefore)
{
    /// <summary>What is left of a plan that was removed after its messages went out.</summary>
    public static PlanFacts Gone { get; } = new(
        "A removed plan", "", null, null, null, PlanKind.Production, [], false, PlanReadiness.Ready, null, null, null, false);

    public static PlanFacts Of(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PlanFacts(
            plan.Name, plan.ServicePlanId, plan.Region, plan.Host, plan.Sender, plan.Kind, plan.VerifiedNumbers, plan.IsSandbox,
            plan.Readiness, plan.PausedAt, plan.PausedWhy, plan.CheckedHttpStatus, WorkedBeforeOf(plan));
    }

    // A stored plan is ready, or paused, only after a check that Sinch passed; another host or token takes that back.
    // One of the environment is ready at once, so only an answer can tell.
    private static bool WorkedBeforeOf(PlanView plan) => plan.Source is PlanSource.Storage
        ? plan.Readiness is PlanReadiness.Ready or PlanReadiness.Paused
        : plan.LastReceiptAt is not null || plan.CheckedHttpStatus is >= 200 and < 300;

    /// <summary>Whether the number stands in the plan's list of numbers verified at Sinch.</summary>
    public bool HasVerified(PhoneNumber number) =>
        number is not null && VerifiedNumbers.Any(verified => string.Concat(verified.Where(char.IsAsciiDigit)) == number.Digits);
}
