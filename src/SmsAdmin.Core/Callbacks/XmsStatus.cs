using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Callbacks;

/// <summary>Where a message stands, in the words and numbers in which Sinch reports it to its clients.</summary>
public static class XmsStatus
{
    /// <summary>Sinch's delivery codes for what never reached an operator.</summary>
    private const int Queued = 400, Dispatched = 401, InternalExpiry = 406, CancelledByUser = 407, InternalReject = 408;

    /// <summary>Status and delivery code of a state.</summary>
    /// <param name="state">Where the message stands.</param>
    /// <param name="code">Of the last receipt; null where none came, and then the end is our own.</param>
    public static (DeliveryStatus Status, int Code) Of(MessageState state, int? code) => state switch
    {
        MessageState.Queued or MessageState.Sending or MessageState.Accepted => (DeliveryStatus.Queued, Queued),
        MessageState.Dispatched => (DeliveryStatus.Dispatched, code ?? Dispatched),
        // Refused when it was to be handed over, and never handed over in time: Sinch's word for both is Aborted.
        MessageState.Rejected when code is null => (DeliveryStatus.Aborted, InternalReject),
        MessageState.Expired when code is null => (DeliveryStatus.Aborted, InternalExpiry),
        MessageState.Cancelled => (DeliveryStatus.Cancelled, code ?? CancelledByUser),
        MessageState.Delivered => (DeliveryStatus.Delivered, code ?? 0),
        MessageState.Failed => (DeliveryStatus.Failed, code ?? 0),
        MessageState.Rejected => (DeliveryStatus.Rejected, code ?? 0),
        MessageState.Aborted => (DeliveryStatus.Aborted, code ?? InternalReject),
        MessageState.Expired => (DeliveryStatus.Expired, code ?? 0),
        MessageState.Deleted => (DeliveryStatus.Deleted, code ?? 0),
        _ => (DeliveryStatus.Unknown, code ?? 0),
    };
}
