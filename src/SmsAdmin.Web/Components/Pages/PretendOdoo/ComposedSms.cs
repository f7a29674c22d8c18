namespace SmsAdmin.Web.Components.Pages.PretendOdoo;

/// <summary>What was typed into the composer.</summary>
public sealed record ComposedSms(IReadOnlyList<string> Numbers, string Body);
