using SmsAdmin.Web.Components.Pages.Credentials;

namespace SmsAdmin.Web.Components.Pages.Odoo;

/// <summary>What a person is about to do with the parameters.</summary>
public enum ParameterPlan
{
    None,
    Push,
    Adopt,
}

/// <summary>What lies on the page beside the parameters.</summary>
/// <param name="Doing">"Reading…"; null while nothing is done.</param>
/// <param name="Ahead">What is shown before it is done.</param>
/// <param name="Told">What came of the last thing that was done.</param>
/// <param name="ShowsEvidence">The last push was just made here.</param>
public sealed record ParameterDesk(string? Doing = null, ParameterPlan Ahead = ParameterPlan.None, Told? Told = null, bool ShowsEvidence = false);
