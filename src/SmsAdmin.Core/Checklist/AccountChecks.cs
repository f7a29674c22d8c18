using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;
using Nets = SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Checklist;

/// <summary>
/// Account, plan and region, token, clock: one authenticated GET answers for all of them. Sinch says the same of a wrong
/// plan, a wrong token and a wrong region, so where it refuses, the other regions are asked, and what changed since it
/// last worked is looked at.
/// </summary>
internal sealed class AccountChecks(Plans plans, PlanChecks checks, RegionSearch regions, KeyRing ring, IOptions<ChecklistOptions> options)
{
    private const ChecklistItem Account = ChecklistItem.Account;
    private const ChecklistItem Region = ChecklistItem.PlanAndRegion;
    private const ChecklistItem Token = ChecklistItem.Token;

    public async Task<IReadOnlyList<ItemResult>> AskAsync(Asking asking, Ground ground, CancellationToken ct)
    {
        var plan = await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan;
        switch (plan.Readiness)
        {
            case PlanReadiness.TokenUnreadable when !ring.Report.IsWhole:
                return [.. Skipped(ChecklistItem.KeyRing, "the token cannot be opened without its key ring.", Account, Region, Token), NoClock(ChecklistItem.KeyRing)];
            case PlanReadiness.TokenUnreadable:
                return [.. Skipped(Token, "without a token nothing can be asked.", Account, Region), ItemResult.Failed(CauseCode.TokenUnreadable, Token, $"The token of {plan.Name} cannot be opened.", "It was closed with another key ring.", ReplaceToken(plan)), NoClock(Token)];
            case PlanReadiness.NoRegion:
                return [.. Skipped(Region, "without a region there is no host to ask.", Account, Token), await NoRegionAsync(plan, ct), NoClock(Region)];
        }

        if (await (asking.LooksOnly ? checks.LookAsync(plan.Id, ct) : checks.CheckAsync(plan.Id, asking.By, ct)) is not { } check)
            return [.. Skipped(Region, "there is no host to ask.", Account, Token), ItemResult.Failed(CauseCode.PlanUnusable, Region, $"{plan.Name} cannot be asked.", "Service Plan ID or base URL cannot be used as they are.", EditPlan(plan, "Edit the plan")), NoClock(Region)];
        return [.. await JudgeAsync(asking, plan, check, ground, ct), Clock(check)];
    }

    private async Task<IReadOnlyList<ItemResult>> JudgeAsync(Asking asking, PlanView plan, PlanCheck check, Ground ground, CancellationToken ct)
    {
        var answered = Answered(check);
        if (check.Works)
        {
            return
            [
                Passed(Account, $"Sinch answered for {plan.Name}.", [.. answered, new EvidenceLine("Proves", "The account is open, and its credentials are taken.")]),
                Passed(Region, plan.Region is null ? $"Plan {plan.ShortServicePlanId} lives at {plan.Host}." : $"Plan {plan.ShortServicePlanId} lives in {plan.Region}.", [.. answered, new EvidenceLine("Proves", "This host knows this plan. The other regions were not asked.")]),
                Passed(Token, $"Token ••••{plan.TokenLastFour} belongs to this plan.", [.. answered, new EvidenceLine("Proves", "A token belongs to one plan, and Sinch takes these two together.")]),
            ];
        }

        // Blocked: whose account it is was told by credentials that are right.
        if (check is { HttpStatus: 403, ApiErrorCode: not null })
        {
            return
            [
                ItemResult.Failed(CauseCode.AccountBlocked, Account, $"Sinch has blocked the account of {plan.Name}.", "The credentials are right and the account is closed, usually for want of credit.", new Mend("Look at its credit in Sinch’s dashboard, then run this one again.", "See the plan", Card(plan))) with { Evidence = answered },
                Passed(Region, $"Plan {plan.ShortServicePlanId} lives in {plan.Region ?? plan.Host}.", answered),
                Passed(Token, $"Token ••••{plan.TokenLastFour} belongs to this plan.", answered),
            ];
        }

        if (check.HttpStatus is not (401 or 404))
        {
            return
            [
                ItemResult.Failed(CauseCode.OfAnswer(check), Account, "Sinch did not answer as Sinch does.", check.Says, new Mend(Step(check), "See the plan", Card(plan))) with { Evidence = answered },
                .. Skipped(Account, "nothing is known of plan and token without an answer.", Region, Token),
            ];
        }

        return await RefusedAsync(asking, plan, check, ground, answered, ct);
    }

    private async Task<IReadOnlyList<ItemResult>> RefusedAsync(Asking asking, PlanView plan, PlanCheck check, Ground ground, IReadOnlyList<EvidenceLine> answered, CancellationToken ct)
    {
        var search = await regions.AskAsync(plan.Id, ct);
        IReadOnlyList<EvidenceLine> evidence = [.. answered, .. Asked(search)];
        if (search?.Found is { } found && found != plan.Region)
        {
            return
            [
                .. Skipped(Region, $"it was asked in {plan.Region}, and the plan lives in {found}.", Account, Token),
                ItemResult.Failed(CauseCode.RegionWrong, Region, $"Plan {plan.ShortServicePlanId} does not live in {plan.Region}.", $"It lives in {found}: there Sinch takes plan and token together.", SetRegion(plan, found)) with { Evidence = evidence },
            ];
        }

        // Sinch does not tell which of the two is wrong. What was changed here since it worked does.
        var changed = asking.Proven.TryGetValue(Token, out var before) ? ground.ChangedSince(before) : [];
        if (check.HttpStatus == 404 || (changed.Contains(Ground.ServicePlan) && !changed.Contains(Ground.Token)))
        {
            var why = check.HttpStatus == 404 ? $"{plan.Host} does not know this Service Plan ID." : $"The Service Plan ID was changed since run {before!.OfRun}, where Sinch took the same token with another ID.";
            return
            [
                .. Skipped(Region, "Sinch takes no token for a plan that it does not know.", Account, Token),
                ItemResult.Failed(CauseCode.PlanUnknown, Region, $"No region takes plan {plan.ShortServicePlanId} with its token.", why, EditPlan(plan, "Correct the Service Plan ID")) with { Evidence = evidence },
            ];
        }

        var cause = before is null ? "Sinch refuses plan and token together in every region. It is the token, or it belongs to another Service Plan ID: Sinch does not tell them apart."
            : changed.Contains(Ground.Token) ? $"The token was changed since run {before.OfRun}, which Sinch took. The new one is not this plan’s."
            : $"Plan, region and token are as in run {before.OfRun}, which Sinch took. So the token was revoked or renewed at Sinch.";
        return
        [
            .. Skipped(Token, "Sinch tells nothing of a plan whose token it refuses.", Account, Region),
            ItemResult.Failed(CauseCode.TokenRefused, Token, $"Sinch refuses the token ••••{plan.TokenLastFour} of {plan.Name}.", cause, ReplaceToken(plan)) with { Evidence = evidence },
        ];
    }

    private async Task<ItemResult> NoRegionAsync(PlanView plan, CancellationToken ct)
    {
        var search = await regions.AskAsync(plan.Id, ct);
        return ItemResult.Failed(CauseCode.RegionMissing, Region, $"{plan.Name} has no region.", search?.Found is { } found ? $"It lives in {found}, and nobody has set that." : search?.Says ?? "Its token cannot be opened.",
            search?.Found is { } there ? SetRegion(plan, there) : EditPlan(plan, "Edit the plan")) with
        { Evidence = Asked(search) };
    }

    private ItemResult Clock(PlanCheck check)
    {
        if (check.ClockAhead is not { } ahead)
        {
            return check.HttpStatus is null
                ? NoClock(Account)
                : new ItemResult(ChecklistItem.Clock, CheckState.NotApplicable, "The answer told no Date to compare with.") { Evidence = Answered(check) };
        }

        var slack = options.Value.ClockSlack;
        var says = $"{Seconds(ahead)} {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} Sinch; up to {slack.TotalSeconds:0}\u00A0s is fine.";
        EvidenceLine[] evidence = [.. Answered(check), new EvidenceLine("Their clock", "The Date of the answer", check.At - ahead), new EvidenceLine("Our clock", "When it came", check.At)];
        return ahead.Duration() <= slack
            ? Passed(ChecklistItem.Clock, says, evidence)
            : ItemResult.Failed(CauseCode.ClockSkew, ChecklistItem.Clock, says, "This machine’s clock and Sinch’s differ. Signed callbacks, deadlines and quotas go by the clock.", new Mend("Set this machine’s clock by NTP, then run this one again.")) with { Evidence = evidence };
    }

    private static ItemResult NoClock(ChecklistItem of) => ItemResult.Skip(ChecklistItem.Clock, of, "there is no answer whose Date could be compared.");

    private static IEnumerable<ItemResult> Skipped(ChecklistItem of, string why, params IEnumerable<ChecklistItem> items) => items.Select(item => ItemResult.Skip(item, of, why));

    private static ItemResult Passed(ChecklistItem item, string says, IReadOnlyList<EvidenceLine> evidence) => new(item, CheckState.Pass, says) { Evidence = evidence };

    private static EvidenceLine[] Answered(PlanCheck check) =>
    [
        new EvidenceLine("Asked", check.Asked),
        check.HttpStatus is { } status
            ? new EvidenceLine("Answered", $"in {check.Took.TotalMilliseconds:0}\u00A0ms", check.At) { Space = CodeSpace.HttpStatus, Code = $"{status}" }
            : new EvidenceLine("Answered", $"Nothing: {check.NoAnswer}", check.At),
    ];

    private static EvidenceLine[] Asked(RegionFinding? search) =>
        search is null ? [] : [.. search.Replies.Select(reply => new EvidenceLine($"Region {reply.Region}", reply.Means) { Space = reply.HttpStatus is null ? null : CodeSpace.HttpStatus, Code = reply.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) })];

    private static string Step(PlanCheck check) => check.NoAnswer == nameof(Nets.FailureKind.Timeout) ? "Run this one again; if it stays so, look at firewall and proxy." : "Look at base URL, network and proxy, then run this one again.";

    private static string Seconds(TimeSpan span) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.Duration().TotalSeconds:0.0}\u00A0s");

    private static string Card(PlanView plan) => $"/credentials#plan-{plan.Id}";

    // What the environment names is changed there.
    private static Mend SetRegion(PlanView plan, string region) => plan.Source == PlanSource.Environment
        ? new Mend($"Set SINCH_REGION to {region} and restart.")
        : new Mend($"Set the region to {region}.", $"Set the region to {region}") { Deed = Deed.SetRegion, Subject = region };

    private static Mend EditPlan(PlanView plan, string label) => plan.Source == PlanSource.Environment
        ? new Mend("Correct the SINCH_ variables of the environment and restart.")
        : new Mend("Copy it anew from Sinch’s dashboard, under SMS, APIs.", label, $"/credentials/{plan.Id}/edit");

    private static Mend ReplaceToken(PlanView plan) => plan.Source == PlanSource.Environment
        ? new Mend("Set SINCH_API_TOKEN to the plan’s token and restart.")
        : new Mend("Copy the token from Sinch’s dashboard and put it in; it is tried before it counts.", "Put in a new token", $"/credentials/{plan.Id}/token");
}
