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
        _ => "See the settings",
    };

    /// <summary>Whether only an administrator may open the page.</summary>
    public static bool IsForAdmins(string link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.StartsWith("/credentials", StringComparison.Ordinal) || link.StartsWith("/settings", StringComparison.Ordinal);
    }
}
