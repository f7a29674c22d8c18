namespace SmsAdmin.Sandbox.Handset;

/// <summary>One text as a phone got it.</summary>
/// <param name="Number">The phone's number, digits only.</param>
/// <param name="From">The sender as the phone shows it.</param>
/// <param name="Body">The text after parameters; Base64 when <paramref name="Type"/> is <c>mt_binary</c>.</param>
/// <param name="At">When it arrived (UTC).</param>
/// <param name="BatchId">Sinch's batch id.</param>
/// <param name="ServicePlanId">The plan that sent it.</param>
/// <param name="Flash">True for a class-0 text, which a phone shows and does not keep.</param>
/// <param name="Type">mt_text, mt_binary or mt_media.</param>
public sealed record HandsetText(
    string Number, string From, string Body, DateTimeOffset At, string BatchId, string ServicePlanId, bool Flash, string Type);
