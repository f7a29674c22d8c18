using SmsAdmin.Core.Credentials;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Credentials;

/// <summary>What lies on the page beside one plan: what is being done, and what came of it.</summary>
/// <param name="Doing">"Checking…"; null while nothing is done.</param>
/// <param name="Finding">What the regions said, once they were asked.</param>
/// <param name="Told">What came of the last thing that was done.</param>
public sealed record PlanDesk(string? Doing = null, RegionFinding? Finding = null, Told? Told = null)
{
    public const string Checking = "Checking…";
    public const string Asking = "Asking…";
    public const string Setting = "Setting…";
    public const string Choosing = "Choosing…";
    public const string Deleting = "Deleting…";
}

/// <summary>An outcome in words, with how it is.</summary>
public sealed record Told(Tone Tone, string Title, string? Says = null);
