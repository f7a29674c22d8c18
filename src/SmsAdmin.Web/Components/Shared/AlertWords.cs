using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Components.Shared;

/// <summary>What alerts are called to people.</summary>
public static class AlertWords
{
    /// <summary>What is done on the page that mends it.</summary>
    public static string Action(AlertKind kind) => kind switch
    {
        AlertKind.PlanPaused or AlertKind.PlanNotReady or AlertKind.CheckFailed => "See the plan",
        AlertKind.QuotaNearlyFull or AlertKind.QuotaFull => "Change the quota",
        AlertKind.QueueAge => "See what waits",
        AlertKind.CallbackNotAuthentic => "See what they must prove",
        AlertKind.NoReceipts or AlertKind.CallbackTooLarge => "See the plan",
        AlertKind.OdooDrift => "See what differs",
        AlertKind.OdooUnreachable => "See the connection",
        AlertKind.ChecklistRed => "See the checklist",
        AlertKind.FailuresHigh => "See what failed",
        AlertKind.TokenOld => "Rotate the token",
        _ => "See the settings",
    };

    /// <summary>How it is, in a word or two.</summary>
    public static string Level(AlertKind kind) => kind switch
    {
        AlertKind.PlanPaused => "Paused",
        AlertKind.PlanNotReady => "Not ready",
        AlertKind.CheckFailed => "Check failed",
        AlertKind.KeyRing => "Closed",
        AlertKind.QuotaNearlyFull => "Nearly full",
        AlertKind.QuotaFull => "Full",
        AlertKind.QueueAge => "Late",
        AlertKind.NoReceipts => "Silent",
        AlertKind.CallbackNotAuthentic or AlertKind.CallbackTooLarge => "Refused",
        AlertKind.OdooDrift => "Differs",
        AlertKind.OdooUnreachable => "Out of reach",
        AlertKind.ChecklistRed => "Not proven",
        AlertKind.FailuresHigh => "Failing",
        AlertKind.TokenOld => "Due",
        _ => "Refusing",
    };

    /// <summary>The guided path that looks for the cause, which every role may walk; null where the alert says the cause itself.</summary>
    public static string? Path(AlertView alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert switch
        {
            // A person paused it, and is named.
            { Kind: AlertKind.PlanPaused, Link: "/queue" } => null,
            { Kind: AlertKind.PlanPaused or AlertKind.PlanNotReady or AlertKind.CheckFailed, PlanId: { } plan } => $"/diagnose/authentication?plan={plan}",
            { Kind: AlertKind.KeyRing } => "/diagnose/authentication",
            { Kind: AlertKind.QueueAge or AlertKind.QuotaFull, PlanId: { } plan } => $"/diagnose/rate?plan={plan}",
            { Kind: AlertKind.NoReceipts, PlanId: { } plan } => $"/diagnose?plan={plan}&status=accepted",
            // Its link asks the log for what failed: the same is asked for one to begin with.
            { Kind: AlertKind.FailuresHigh } when alert.Link.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query => $"/diagnose{alert.Link[query..]}",
            _ => null,
        };
    }

    /// <summary>Whether somebody of this role may open the page that mends.</summary>
    public static bool MayOpen(string link, string role)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (role == Roles.Admin) return true;
        if (link.StartsWith("/credentials", StringComparison.Ordinal) || link.StartsWith("/settings", StringComparison.Ordinal)) return false;
        return role == Roles.Operator || !link.StartsWith("/odoo", StringComparison.Ordinal);
    }
}
