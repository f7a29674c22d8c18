using System.Globalization;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>Looks at a plan with the checklist's own questions. It only looks: nothing that is paused goes on, and nothing is kept.</summary>
internal sealed class PlanLooks(AccountChecks account, LocalChecks local, Grounds grounds, ChecklistBook book, UsageMeter usage)
{
    private static readonly ChecklistItem[] Credentials = [ChecklistItem.Account, ChecklistItem.PlanAndRegion, ChecklistItem.Token];

    /// <summary>A person's pause: nothing of Sinch's is the matter.</summary>
    public static Look Pause(PlanCase of) => new(LookedAt.Pause, () =>
    {
        var plan = of.Plan;
        if (plan.Readiness != PlanReadiness.Paused) return Looks.Fine(LookedAt.Pause, $"{plan.Name} is not paused.");
        EvidenceLine[] evidence = [new EvidenceLine("Paused", plan.PausedWhy ?? "", plan.PausedAt)];
        if (!of.IsPausedByPerson) return Looks.Beside(LookedAt.Pause, $"{plan.Name} is paused because Sinch refused it. Why is asked next.", evidence);
        var since = plan.PausedAt is { } at ? $" since {of.By.At(at)}" : "";
        var finding = Findings.New(
            of, "plan.paused-by-person", ExplanationTone.Bad, $"{plan.PausedBy} has paused sending through {plan.Name}",
            $"{of.Words.Here}, stands still{since}; what a person pauses, only a person resumes. {of.Meanwhile}".TrimEnd(),
            $"Ask {plan.PausedBy} why, then resume {plan.Name}. What waits goes out from {of.Words.Sender} by itself.") with
        { Label = $"Resume {plan.Name}", Href = "/queue" };
        return Looks.Found(LookedAt.Pause, $"{plan.Name} was paused by {plan.PausedBy}.", finding, evidence);
    });

    /// <summary>Plan, region and token, by one question to Sinch; where it refuses, the other regions are asked.</summary>
    /// <param name="isCause">Whether what is wrong with the account is what was asked for.</param>
    public Look Account(PlanCase of, Func<ItemResult, bool> isCause) => new(LookedAt.Account, async ct =>
    {
        await AskAsync(of, ct);
        var failed = Credentials.Select(item => of.Items.GetValueOrDefault(item)).FirstOrDefault(item => item is { State: CheckState.Fail });
        // Skipped for the ring: the ring tells why.
        if (failed is null && !of.Works) failed = await local.RingAsync(of.Plan.IsSandbox, ct);
        if (failed is not { State: CheckState.Fail })
        {
            EvidenceLine[] evidence = [.. of.Items[ChecklistItem.Account].Evidence.Where(line => line.Label != "Proves")];
            return of.Plan.Readiness == PlanReadiness.NotVerified
                ? Looks.Found(LookedAt.Account, "Sinch takes plan and token, and SmsAdmin has not been told so.", NotVerified(of), evidence)
                : Looks.Fine(LookedAt.Account, $"Sinch takes plan and token together: {of.Words.Here}.", evidence);
        }

        return isCause(failed)
            ? Looks.Found(LookedAt.Account, failed.Says, Findings.Of(failed, of), failed.Evidence)
            : Looks.Beside(LookedAt.Account, failed.Says, failed.Evidence);
    });

    /// <summary>This machine's clock, by the Date of Sinch's answer to the same question.</summary>
    public static Look Clock(PlanCase of, bool isCause) => new(LookedAt.Clock, () =>
    {
        var item = of.Items[ChecklistItem.Clock];
        return item.State switch
        {
            CheckState.Pass => Looks.Fine(LookedAt.Clock, item.Says, item.Evidence),
            CheckState.Fail when isCause => Looks.Found(LookedAt.Clock, item.Says, ClockOff(of, item), item.Evidence),
            CheckState.Fail => Looks.Beside(LookedAt.Clock, item.Says, item.Evidence),
            _ => Looks.CannotKnow(LookedAt.Clock, "No answer of Sinch told the time to compare with."),
        };
    });

    public Look Quota(PlanCase of, bool isCause) => new(LookedAt.Quota, async ct =>
    {
        var uses = await usage.ReadAsync(of.Plan.Limits(), ct);
        EvidenceLine[] evidence = [.. uses.Select(use => new EvidenceLine(use.Name == "day" ? "Today" : "This month", $"{Count(use.Messages)} of {(use.Limit is { } limit ? Count(limit) : "any number of")} messages", use.ResetsAt))];
        var full = uses.FirstOrDefault(use => use.Limit is { } limit && use.Messages >= limit);
        if (full is null) return Looks.Fine(LookedAt.Quota, uses.Any(use => use.Limit is not null) ? $"The quota of {of.Plan.Name} has room." : $"{of.Plan.Name} has no quota.", evidence);
        var says = $"The quota of the {full.Name} is used up: {Count(full.Messages)} of {Count(full.Limit!.Value)} messages.";
        return isCause ? Looks.Found(LookedAt.Quota, says, Full(of, full), evidence) : Looks.Beside(LookedAt.Quota, says, evidence);
    });

    private async Task AskAsync(PlanCase of, CancellationToken ct)
    {
        var asking = new Asking(Guid.Empty, of.Plan, null, of.By.By, null) { Proven = (await book.MemoryAsync(of.Plan.Id, ct)).Passed, LooksOnly = true };
        of.Items = (await account.AskAsync(asking, await grounds.ReadAsync(of.Plan, ct), ct)).ToDictionary(item => item.Item);
    }

    private static Finding NotVerified(PlanCase of) => Findings.New(
        of, "plan.not-verified", ExplanationTone.Bad, $"{of.Plan.Name} sends nothing until it is checked",
        $"Its Service Plan ID, token or host was changed since its last check. Asked now, Sinch takes them together: {of.Words.Here}. {of.Meanwhile}".TrimEnd(),
        $"Check the plan on its card. From then on it sends again, from {of.Words.Sender}.") with
    { Label = "Check the plan", Href = of.Card };

    private static Finding ClockOff(PlanCase of, ItemResult item) => Findings.Of(item, of) with
    {
        Title = $"This machine’s clock is off: {item.Says.Split(';')[0]}",
        Why = $"{item.Cause} {of.Words.Here}, is asked with instants of this clock: a deadline may be over at Sinch before the message is there. {of.Meanwhile}".TrimEnd(),
    };

    private static Finding Full(PlanCase of, QuotaUse full)
    {
        var quota = full.Name == "day" ? "today’s" : "this month’s";
        return Findings.New(
            of, CauseCode.QuotaFull, ExplanationTone.Bad, $"{char.ToUpperInvariant(quota[0])}{quota[1..]} quota of {of.Plan.Name} is used up",
            $"{Count(full.Messages)} of {Count(full.Limit!.Value)} messages are used. Until {of.By.At(full.ResetsAt)} new ones are refused, or wait where their caller lets them. {of.Meanwhile}".TrimEnd(),
            $"Wait for the reset at {of.By.At(full.ResetsAt)}, or raise the quota of {of.Words.Here}, if the contract allows more; {of.Words.Sender} is not the cause.") with
        {
            Label = of.Plan.Source == PlanSource.Storage ? "Change the quota" : "Change the limits",
            Href = of.Plan.Source == PlanSource.Storage ? of.Edit : "/settings",
        };
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
