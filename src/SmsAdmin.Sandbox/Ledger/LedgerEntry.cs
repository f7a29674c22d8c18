namespace SmsAdmin.Sandbox.Ledger;

/// <summary>One message that the pretend Sinch accepted: one recipient of one batch.</summary>
/// <param name="ClientReference">The batch's <c>client_reference</c>, if it had one.</param>
/// <param name="ServicePlanId">The plan that sent it.</param>
/// <param name="Region">The plan's region.</param>
/// <param name="BatchId">Sinch's batch id.</param>
/// <param name="Recipient">Digits only.</param>
/// <param name="ArrivedAt">When the request was accepted (UTC, microseconds).</param>
/// <param name="Parts">SMS that the text takes.</param>
public sealed record LedgerEntry(
    string? ClientReference, string ServicePlanId, string Region, string BatchId, string Recipient, DateTimeOffset ArrivedAt, int Parts);

/// <summary>One recipient for whom the sender told Sinch that the message has worked.</summary>
/// <param name="ServicePlanId">The plan that sent it.</param>
/// <param name="BatchId">Sinch's batch id.</param>
/// <param name="Recipient">Digits only.</param>
/// <param name="At">When it was told (UTC).</param>
public sealed record FeedbackEntry(string ServicePlanId, string BatchId, string Recipient, DateTimeOffset At);

/// <summary>How often something was asked of a plan in a region, whatever the answer was.</summary>
/// <param name="ServicePlanId">The plan in the path, known or not.</param>
/// <param name="Region">The region in the path.</param>
/// <param name="Method">The HTTP verb.</param>
/// <param name="Path">The path's pattern, such as <c>/batches/{batch_id}</c>.</param>
/// <param name="Count">How often.</param>
public sealed record RequestCount(string ServicePlanId, string Region, string Method, string Path, long Count);
