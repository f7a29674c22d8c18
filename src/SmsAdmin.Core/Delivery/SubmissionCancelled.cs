namespace SmsAdmin.Core.Delivery;

/// <summary>How the messages of a submission stand after it was cancelled.</summary>
/// <param name="Cancelled">Never sent, whenever they were cancelled.</param>
/// <param name="Left">Had left the queue: they go their way, or have ended.</param>
public sealed record SubmissionCancelled(Guid SubmissionId, int Cancelled, int Left);
