using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Sinch's delivery status in the words of our walk.</summary>
internal static class StatusWords
{
    /// <summary>The state that a receipt tells; null for a status that Sinch has invented since.</summary>
    public static MessageState? ToState(this DeliveryStatus status) => status switch
    {
        _ when status == DeliveryStatus.Queued => MessageState.Accepted,
        _ when status == DeliveryStatus.Dispatched => MessageState.Dispatched,
        _ when status == DeliveryStatus.Delivered => MessageState.Delivered,
        _ when status == DeliveryStatus.Failed => MessageState.Failed,
        _ when status == DeliveryStatus.Rejected => MessageState.Rejected,
        _ when status == DeliveryStatus.Aborted => MessageState.Aborted,
        _ when status == DeliveryStatus.Expired => MessageState.Expired,
        _ when status == DeliveryStatus.Cancelled => MessageState.Cancelled,
        _ when status == DeliveryStatus.Deleted => MessageState.Deleted,
        _ when status == DeliveryStatus.Unknown => MessageState.Unknown,
        _ => null,
    };
}
