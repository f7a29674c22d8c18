using SmsAdmin.Core.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Credentials;

/// <summary>What came of something, said on the plan's card. What the plan lacks is said there anyway, and not here again.</summary>
internal static class PlanNews
{
    /// <summary>After a form that led here; null where this is not its plan.</summary>
    public static Told? Of(PlanView plan, Guid? added, Guid? changed, Guid? renewed)
    {
        if (plan.Id == added)
            return PlanWords.Works(plan) ? new Told(Tone.Ok, "Added, and Sinch takes it", "Plan and token fit together. It can send.") : new Told(Tone.Idle, "Added");
        if (plan.Id == changed) return new Told(Tone.Ok, "Changes stored");
        if (plan.Id != renewed) return null;
        return PlanWords.Works(plan)
            ? new Told(Tone.Ok, "The new token is stored, and Sinch takes it")
            : new Told(Tone.Warn, "The new token is stored", plan.CheckedAt is null ? "Sinch could not be asked yet." : "The old one did not work either, so nothing was lost.");
    }

    /// <summary>Of a check: null where it failed, because the plan's own notice says why.</summary>
    public static Told? Of(PlanCheck? check) => check switch
    {
        null => new Told(Tone.Warn, "It cannot be checked", "Its region or its token is missing."),
        { Works: true } => new Told(Tone.Ok, check.Says, $"Asked read-only, answered in {Figures.Duration(check.Took)}."),
        _ => new Told(Tone.Bad, check.Says),
    };

    public static Told? Of(PlanOutcome outcome) => outcome switch
    {
        PlanOutcome.Invalid invalid => new Told(Tone.Bad, string.Join(" ", invalid.Faults.Select(fault => fault.Says))),
        PlanOutcome.IsDefault => new Told(Tone.Bad, "This plan is the default", "Make another plan the default, then delete this one."),
        _ => null,
    };
}
