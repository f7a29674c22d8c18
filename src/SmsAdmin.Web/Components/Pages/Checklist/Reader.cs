namespace SmsAdmin.Web.Components.Pages.Checklist;

/// <summary>What the reader of a checklist may do.</summary>
/// <param name="Send">Run it.</param>
/// <param name="Administer">Change credentials, settings and Odoo.</param>
public sealed record Reader(bool Send, bool Administer)
{
    /// <summary>The page that mends an item, where this reader may open it.</summary>
    public bool Opens(string href)
    {
        ArgumentNullException.ThrowIfNull(href);
        if (href.StartsWith("/credentials", StringComparison.Ordinal) || href.StartsWith("/settings", StringComparison.Ordinal) || href.StartsWith("/api-keys", StringComparison.Ordinal)) return Administer;
        return Send || !(href.StartsWith("/odoo", StringComparison.Ordinal) || href.StartsWith("/send", StringComparison.Ordinal) || href.StartsWith("/sandbox", StringComparison.Ordinal));
    }
}
