using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>A message that was taken: it is on the disk and will be sent.</summary>
/// <param name="DeferredUntil">When the quota has room again that it waits for; absent when it goes out at once.</param>
internal sealed record MessageTaken(Guid Id, string Status, string To, int Parts, DateTime CreatedAt, DateTime? DeferredUntil)
{
    public static MessageTaken Of(SubmitOutcome.Queued queued) =>
        new(queued.MessageId, MessageAnswer.Word(MessageState.Queued), queued.To, queued.Parts, queued.CreatedAt.UtcDateTime, queued.DeferredFor?.ResetsAt.UtcDateTime);
}

/// <summary>What became of a message. Each number stands in the field of its own number space.</summary>
/// <param name="OutcomeUnknown">The send is being looked up at Sinch before anything is sent again.</param>
/// <param name="HttpStatus">Of Sinch's answer to the send.</param>
/// <param name="DeliveryCode">Of the last receipt.</param>
/// <param name="Explanation">One sentence to people.</param>
internal sealed record MessageAnswer(
    Guid Id, string Status, bool OutcomeUnknown, string To, string? From, string Lane, int Parts, string? Reference, DateTime CreatedAt,
    DateTime? AcceptedAt, DateTime? FinalAt, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode, string Explanation)
{
    public static MessageAnswer Of(MessageDetail message, string explanation) => new(
        message.Id, Word(message.State), message.OutcomeUnknown, message.To.E164, message.From, Word(message.Lane), message.Parts,
        message.CallerReference, message.CreatedAt.UtcDateTime, message.AcceptedAt?.UtcDateTime, message.FinalAt?.UtcDateTime,
        message.HttpStatus, message.ApiErrorCode, message.DeliveryCode, explanation);

    public static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
