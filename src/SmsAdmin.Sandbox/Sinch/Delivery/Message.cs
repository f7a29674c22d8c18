using SmsAdmin.Sandbox.Sinch.Batches;
using SmsAdmin.Sandbox.Sinch.Magic;

namespace SmsAdmin.Sandbox.Sinch.Delivery;

/// <summary>One recipient's copy of a batch, on its way. Its plan's gate guards it.</summary>
internal sealed class Message(Batch batch, string recipient, string text, int parts, DateTimeOffset at)
{
    public Batch Batch { get; } = batch;
    public string Recipient { get; } = recipient;
    public string Text { get; } = text;
    public int Parts { get; } = parts;
    public DateTimeOffset EnqueuedAt { get; } = at;

    /// <summary>A placeholder of the text found no value.</summary>
    public bool LacksParameter { get; init; }

    /// <summary>The sender chosen for a batch that named none.</summary>
    public string? AppliedOriginator { get; init; }

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Queued;
    public int Code { get; private set; } = DeliveryCodes.Queued;
    public DateTimeOffset At { get; private set; } = at;

    /// <summary>How it ends; known when it leaves the queue.</summary>
    public Fate Fate { get; set; } = Fate.Delivered;

    public bool Released { get; set; }
    public bool Withdrawn { get; private set; }

    public void Withdraw() => Withdrawn = true;

    /// <summary>Only forward: an ended message stays as it is.</summary>
    public bool Move(DeliveryStatus status, int code, DateTimeOffset at)
    {
        if (Withdrawn || Status.IsFinal())
            return false;
        (Status, Code, At) = (status, code, at);
        return true;
    }
}
