using System.Text.Json.Serialization;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>A message that was taken: it is on the disk and will be sent.</summary>
/// <param name="DeferredUntil">When the quota has room again that it waits for; absent when it goes out at its time.</param>
/// <param name="Test">It was asked for with a test key: it never reaches Sinch.</param>
internal sealed record MessageTaken(
    Guid Id, string Status, string To, int Parts, DateTime CreatedAt, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? DeferredUntil, bool Test)
{
    public static MessageTaken Of(SubmissionOutcome.Taken taken, bool test)
    {
        var queued = (RecipientOutcome.Queued)taken.Recipients[0];
        return new(queued.MessageId, MessageAnswer.Word(MessageState.Queued), queued.To, queued.Parts, taken.CreatedAt.UtcDateTime, queued.DeferredFor?.ResetsAt.UtcDateTime, test);
    }
}

/// <summary>Many messages that were asked for at once.</summary>
/// <param name="Messages">One for each recipient, in the order in which they were asked for.</param>
internal sealed record SubmissionTaken(Guid Id, string Status, DateTime CreatedAt, int Queued, int Refused, IReadOnlyList<RecipientTaken> Messages, bool Test)
{
    public static SubmissionTaken Of(SubmissionOutcome.Taken taken, bool test)
    {
        var messages = taken.Recipients.Select(RecipientTaken.Of).ToList();
        var queued = messages.Count(message => message.Id is not null);
        return new(taken.SubmissionId, MessageAnswer.Word(MessageState.Queued), taken.CreatedAt.UtcDateTime, queued, messages.Count - queued, messages, test);
    }
}

/// <summary>What became of one recipient: <c>queued</c>, or <c>refused</c> with the reason.</summary>

internal sealed record RecipientTaken(string To, string Status)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Parts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? DeferredUntil { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Type { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    public static RecipientTaken Of(RecipientOutcome outcome) => outcome switch
    {
        RecipientOutcome.Queued queued => new(queued.To, "queued") { Id = queued.MessageId, Parts = queued.Parts, DeferredUntil = queued.DeferredFor?.ResetsAt.UtcDateTime },
        RecipientOutcome.OverQuota over => new(over.To, "refused") { Type = "/problems/quota-exceeded", Detail = $"All {over.Quota.Limit:N0} messages of this {over.Quota.Name} are used." },
        RecipientOutcome.Invalid invalid => new(invalid.To, "refused") { Type = "/problems/invalid-request", Detail = string.Join(' ', invalid.Faults.Select(fault => fault.Says)) },
        _ => throw new InvalidOperationException("An outcome that nobody handles."),
    };
}

/// <summary>What became of a message. Each number stands in the field of its own number space.</summary>
/// <param name="OutcomeUnknown">The send is being looked up at Sinch before anything is sent again.</param>
/// <param name="HttpStatus">Of Sinch's answer to the send.</param>
/// <param name="DeliveryCode">Of the last receipt.</param>
/// <param name="Explanation">One sentence to people.</param>
internal sealed record MessageAnswer(
    Guid Id, Guid SubmissionId, string Status, bool OutcomeUnknown, string To, string? From, string Lane, int Parts, string? Reference, DateTime CreatedAt,
    DateTime? SendAt, DateTime? AcceptedAt, DateTime? FinalAt, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode, string Explanation, bool Test)
{
    public static MessageAnswer Of(MessageDetail message, string explanation) => new(
        message.Id, message.SubmissionId, Word(message.State), message.OutcomeUnknown, message.To.E164, message.From, Word(message.Lane), message.Parts,
        message.CallerReference, message.CreatedAt.UtcDateTime, message.SendAt?.UtcDateTime, message.AcceptedAt?.UtcDateTime, message.FinalAt?.UtcDateTime,
        message.HttpStatus, message.ApiErrorCode, message.DeliveryCode, explanation, message.IsTest);

    public static string Word(Enum value) => value.ToString().ToLowerInvariant();
}

/// <summary>A message in a list.</summary>
internal sealed record MessageListed(
    Guid Id, string Status, bool OutcomeUnknown, string To, string Lane, int Parts, DateTime CreatedAt, int? HttpStatus, string? ApiErrorCode, int? DeliveryCode, bool Test)
{
    public static MessageListed Of(MessageRow row) => new(
        row.Id, MessageAnswer.Word(row.State), row.OutcomeUnknown, row.To.E164, MessageAnswer.Word(row.Lane), row.Parts, row.CreatedAt.UtcDateTime,
        row.HttpStatus, row.ApiErrorCode, row.DeliveryCode, row.IsTest);
}

/// <summary>A page of messages, newest first.</summary>
/// <param name="NextCursor">For the next page; null behind the last.</param>
internal sealed record MessageList(IReadOnlyList<MessageListed> Messages, Guid? NextCursor, bool Test);
