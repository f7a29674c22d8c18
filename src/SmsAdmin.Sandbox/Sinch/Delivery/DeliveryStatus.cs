namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>Named as on the wire.</summary>
internal enum DeliveryStatus
{
    Queued,
    Dispatched,
    Aborted,
    Cancelled,
    Rejected,
    Deleted,
    Delivered,
    Failed,
    Expired,
    Unknown,
}

internal static class DeliveryStatuses
{
    public static bool IsFinal(this DeliveryStatus status) => status > DeliveryStatus.Dispatched;

    /// <summary>An operator saw the message, so that its clock is in the report.</summary>
    public static bool ReachedOperator(this DeliveryStatus status) =>
        status is DeliveryStatus.Delivered or DeliveryStatus.Failed or DeliveryStatus.Expired or DeliveryStatus.Deleted or DeliveryStatus.Unknown;
}
