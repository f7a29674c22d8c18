using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Sending;

/// <summary>Why nothing was queued, and how much of a quota is used, in sentences.</summary>
public static class SubmitWords
{
    /// <summary>What the page is for, with the plan that a test goes through.</summary>
    public static string Lede(PlanView? plan) =>
        $"Sends one {(plan?.IsSandbox is true ? "SMS into the sandbox" : "real SMS")} through {plan?.Name ?? "Sinch"} and shows what became of it. It goes ahead of normal messages and counts against the quota.";

    /// <summary>Null where it was queued, or where the fields say it themselves.</summary>
    public static (string Title, string Says)? WhyNot(SubmitOutcome outcome, PlanView plan, ViewerZone zone) => outcome switch
    {
        SubmitOutcome.OverQuota { Quota: var quota } => (
            $"{Of(quota.Name)} {Figures.Count(quota.Limit, "message")} of {plan.Name} are used",
            $"Nothing was queued, and what you typed is kept. More from {Figures.Moment(zone.Local(quota.ResetsAt), zone.Local(zone.Now))}."),
        SubmitOutcome.PlanNotReady { Says: var says } => ("Nothing was queued", $"{says} What you typed is kept."),
        _ => null,
    };

    /// <summary>"today's 5,000"; null where the plan has no limit.</summary>
    public static string? Quota(IReadOnlyList<QuotaUse> uses) =>
        uses.FirstOrDefault(use => use.Limit is not null) is { Limit: { } limit } use
            ? $"{char.ToLowerInvariant(Of(use.Name)[0])}{Of(use.Name)[1..]} {Figures.Count(limit)}"
            : null;

    private static string Of(string period) => period == "day" ? "Today’s" : "This month’s";
}
