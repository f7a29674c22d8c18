using System.Linq.Expressions;
using System.Text.Json;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>What a delivery report says of one message.</summary>
/// <param name="SubmissionId">Its batch.</param>
/// <param name="To">In E.164, or its last four digits once it is erased.</param>
/// <param name="DeliveryCode">Of the last receipt; null where none came.</param>
/// <param name="At">When it came to stand so.</param>
public sealed record XmsStanding(Guid MessageId, Guid SubmissionId, string To, MessageState State, int? DeliveryCode, DateTimeOffset At, int Parts, string? From)
{
    private static readonly Func<Message, XmsStanding> OfOne = Shape.Compile();

    /// <summary>What a query selects of a message.</summary>
    public static Expression<Func<Message, XmsStanding>> Shape =>
        message => new XmsStanding(message.Id, message.SubmissionId, message.To, message.State, message.DeliveryCode, message.FinalAt ?? message.ChangedAt, message.Parts, message.From);

    public static XmsStanding Of(Message message) => OfOne(message);

    /// <summary>At Sinch a scheduled batch has no messages before it is due, and none that were cancelled by then.</summary>
    public bool CountsFor(Submission batch, DateTimeOffset now) => batch?.SendAt is not { } due || (now >= due && (!State.IsFinal() || At >= due));
}

/// <summary>
/// The delivery reports that a Sinch client gets for its batch, the same in answers and in callbacks. Source: XMS batch and
/// recipient delivery report.
/// </summary>
public static class XmsReports
{
    /// <summary>How the messages of a batch stand together.</summary>
    /// <param name="batch">The submission.</param>
    /// <param name="messages">All of its messages that count.</param>
    /// <param name="full">With the recipients of each status.</param>
    /// <param name="shown">Which statuses and codes are listed; null for all.</param>
    public static BatchReport OfBatch(Submission batch, IReadOnlyCollection<XmsStanding> messages, bool full, Func<DeliveryStatus, int, bool>? shown = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(messages);
        var statuses =
            from message in messages
            group Digits(message.To) by XmsStatus.Of(message.State, message.DeliveryCode) into same
            where shown?.Invoke(same.Key.Status, same.Key.Code) is not false
            select new StatusCount(same.Key.Status, same.Count(), same.Key.Code, full ? [.. same] : null);
        return new BatchReport
        {
            Type = "delivery_report_sms",
            BatchId = IdOf(batch.Id),
            ClientReference = batch.CallerReference,
            Statuses = [.. statuses],
            TotalMessageCount = messages.Count,
        };
    }

    /// <summary>How the message to one recipient stands.</summary>
    public static RecipientReport OfRecipient(Submission batch, XmsStanding message)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(message);
        var (status, code) = XmsStatus.Of(message.State, message.DeliveryCode);
        return new RecipientReport
        {
            Type = "recipient_delivery_report_sms",
            BatchId = IdOf(batch.Id),
            Recipient = Digits(message.To),
            Code = code,
            Status = status,
            At = message.At,
            ClientReference = batch.CallerReference,
            // As where Sinch chooses a sender itself: told only where the client named none.
            AppliedOriginator = batch.From is null && message.From is { } from ? Digits(from) : null,
            NumberOfMessageParts = batch.MaxParts is null ? null : message.Parts,
        };
    }

    /// <summary>As it goes over the wire.</summary>
    public static string ToJson(BatchReport report) => JsonSerializer.Serialize(report, SinchJson.Wire.BatchReport);

    /// <inheritdoc cref="ToJson(BatchReport)"/>
    public static string ToJson(RecipientReport report) => JsonSerializer.Serialize(report, SinchJson.Wire.RecipientReport);

    /// <summary>A submission's id as its client knows it.</summary>
    public static string IdOf(Guid submissionId) => submissionId.ToString("D");

    /// <summary>Sinch shows numbers without their plus.</summary>
    public static string Digits(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.TrimStart('+');
    }
}
