using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>"A text did not arrive", and the log has none to that number: it was refused at the door, or nobody asked for it.</summary>
public sealed class UnaskedPath
{
    private readonly Plans _plans;
    private readonly PlanLooks _ofPlan;
    private readonly OdooLooks _ofOdoo;
    private readonly TimeProvider _clock;

    internal UnaskedPath(Plans plans, PlanLooks ofPlan, OdooLooks ofOdoo, TimeProvider clock) => (_plans, _ofPlan, _ofOdoo, _clock) = (plans, ofPlan, ofOdoo, clock);

    /// <inheritdoc cref="MessagePath.BeginAsync"/>
    /// <param name="planId">By which it should have gone.</param>
    /// <param name="typed">The number as it was typed; null where something else was looked for.</param>
    /// <returns>Null where there is no such plan.</returns>
    public async Task<IAsyncEnumerable<Walked>?> BeginAsync(Guid planId, string? typed, Inquirer by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await _plans.FindAsync(planId, ct) is not { } plan) return null;
        var of = new PlanCase(plan, by, _clock.GetUtcNow());
        List<Look> looks = typed is null ? [] : [Number(of, typed)];
        // What waits behind a pause is in the log: a plan refuses only where it cannot be asked, or is full.
        looks.AddRange([_ofPlan.Account(of, _ => plan.Readiness is not (PlanReadiness.Ready or PlanReadiness.Paused)), _ofPlan.Quota(of, isCause: true), _ofOdoo.Route(of), _ofOdoo.Parameters(of), _ofOdoo.Calls(of)]);
        return Looks.WalkAsync(looks, () => Nobody(of), ct);
    }

    private static Look Number(PlanCase of, string typed) => new(LookedAt.Number, () =>
    {
        var (number, fault) = Recipients.ReadNumber(typed, Recipients.CountryOf(of.Plan));
        if (number is not null) return Looks.Fine(LookedAt.Number, $"{of.By.Show(number)} has the form of a number in {CountryPhrase.Of(number)}.");
        // The number that it would be is told here alone: a finding is copied into tickets.
        var (says, why) = fault!.Mend is { } mend ? ($"{fault.Says} {mend}.", "This number has no country code.") : (fault.Says, fault.Says);
        return Looks.Found(LookedAt.Number, says, Findings.New(
            of, "number.format", ExplanationTone.Bad, "A text to this number is refused before it is written down",
            $"{why} SmsAdmin takes no such number, from a program or by hand, so the log has nothing of it.",
            $"Correct the number where the text is asked for, with + and country code. {of.Words.Here}, and {of.Words.Sender} are not the cause."));
    });

    private static Finding Nobody(PlanCase of) => Findings.New(
        of, "nobody-asked", ExplanationTone.Warning, "Nobody asked SmsAdmin to send it",
        $"The log has no such message, and nothing that would refuse one was found: {of.Words.Here}, is open, and its quota has room. Or it is older than messages are kept.",
        $"Look in the program that should have sent it: whether it did, to which host, and what it was answered. It has to call SmsAdmin, for plan {of.Words.Plan} and {of.Words.Sender}.") with
    { IsKnown = false, Label = "Look through all messages", Href = "/messages" };
}
