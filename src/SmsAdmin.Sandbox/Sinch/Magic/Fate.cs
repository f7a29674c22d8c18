using SmsAdmin.Sandbox.Sinch.Delivery;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>How a message ends, and by which course its receipts come.</summary>
internal sealed record Fate(DeliveryStatus Status, int Code, Course Course = Course.Usual)
{
    public static Fate Delivered { get; } = new(DeliveryStatus.Delivered, DeliveryCodes.NoError);

    public static Fate Aborted(int code) => new(DeliveryStatus.Aborted, code);

    /// <summary>It never gets past Sinch or the first operator, so there is no Dispatched before it.</summary>
    public bool StopsEarly => Status is DeliveryStatus.Aborted or DeliveryStatus.Cancelled or DeliveryStatus.Rejected;
}

internal enum Course
{
    Usual,
    NoReceipt,
    DispatchedOnly,
    DispatchedSkipped,
    DuplicateReceipts,
    OutOfOrder,
    ReceiptBeforeAnswer,
}
