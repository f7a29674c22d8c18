using System.Text.Json;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Xms;

/// <summary>Our submissions as the batches that Sinch would show.</summary>
internal static class XmsShapes
{
    /// <summary>Default and most of <c>expire_at</c>.</summary>
    private static readonly TimeSpan LongestValidity = TimeSpan.FromDays(3);

    /// <param name="submission">Of a Sinch client.</param>
    /// <param name="order">What the client asked for; null once it is erased.</param>
    /// <param name="to">Its recipients where the order is erased, as far as they are kept.</param>
    public static Batch Of(Submission submission, BatchOrder? order, IReadOnlyList<string>? to = null)
    {
        var wire = order?.Wire ?? WireOptions.None;
        return new Batch
        {
            Id = XmsReports.IdOf(submission.Id),
            Type = wire.IsBinary ? BatchType.Binary : BatchType.Text,
            To = order?.To ?? to ?? [],
            From = submission.From is { } from ? XmsReports.Digits(from) : null,
            Canceled = submission.CanceledAt is not null,
            Body = order?.Body is { } body ? new MessageBody(body) : null,
            Udh = wire.Udh,
            Parameters = order?.Parameters,
            DeliveryReport = (submission.Reports ?? ReportKind.None).Word(),
            CreatedAt = submission.CreatedAt,
            ModifiedAt = submission.ModifiedAt,
            SendAt = order?.SendAt ?? submission.SendAt,
            ExpireAt = order?.ExpireAt ?? (submission.SendAt ?? submission.CreatedAt) + LongestValidity,
            CallbackUrl = order?.CallbackUrl,
            ClientReference = submission.CallerReference,
            FeedbackEnabled = submission.FeedbackEnabled,
            FlashMessage = wire.IsBinary ? wire.FlashMessage : wire.FlashMessage ?? false,
            TruncateConcat = wire.TruncateConcat,
            MaxNumberOfMessageParts = submission.MaxParts,
            FromTon = wire.FromTon,
            FromNpi = wire.FromNpi,
        };
    }

    public static string ToJson(BatchPage page) => JsonSerializer.Serialize(page, SinchJson.Wire.BatchPage);

    public static string ToJson(Batch batch) => JsonSerializer.Serialize(batch, SinchJson.Wire.Batch);
}
