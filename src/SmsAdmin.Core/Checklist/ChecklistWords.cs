using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>What the items are called, on the page and in a shell.</summary>
public static class ChecklistWords
{
    public static string Title(this ChecklistItem item) => item switch
    {
        ChecklistItem.Account => "The account works",
        ChecklistItem.PlanAndRegion => "Service Plan ID and region",
        ChecklistItem.Token => "API token",
        ChecklistItem.TestSms => "Test SMS sent and delivered",
        ChecklistItem.OdooParameters => "Odoo system parameters",
        ChecklistItem.OdooRoute => "Gateway module or native route",
        ChecklistItem.OneTimeCode => "One-time code, from send to check",
        ChecklistItem.Sender => "Sender allowed",
        ChecklistItem.Callbacks => "Callbacks reach us",
        ChecklistItem.Clock => "Clock",
        ChecklistItem.Quota => "Quota left",
        ChecklistItem.TokenAge => "Token age",
        _ => "Key ring",
    };

    public static string Word(this CheckState state) => state switch
    {
        CheckState.Pass => "Pass",
        CheckState.Fail => "Fail",
        CheckState.Skipped => "Skipped",
        CheckState.NotApplicable => "Not applicable",
        CheckState.Waiting => "Waiting",
        _ => "Not asked",
    };

    /// <summary>"1 SMS", "2 SMS"; null for what is free.</summary>
    public static string? Sms(int many) => many == 0 ? null : $"{many}\u00A0SMS";

    /// <summary>The verdict on a table of results.</summary>
    /// <param name="stale">How many of them are stale.</param>
    public static string Verdict(IReadOnlyCollection<ItemResult> results, int stale)
    {
        var failed = results.Count(result => result.State == CheckState.Fail);
        if (failed > 0) return $"Not proven: {Items(failed)} failed";
        if (results.Any(result => result.State == CheckState.Waiting)) return "Not proven yet: a code is waited for";
        var open = results.Count(result => !result.IsProof) + (ChecklistItems.All.Count - results.Count);
        if (open > 0) return $"Not proven: {Items(open)} not asked";
        return stale > 0 ? $"Proven once: {Items(stale)} stale" : "Proven";
    }

    private static string Items(int many) => many == 1 ? "1\u00A0item" : $"{many}\u00A0items";
}
