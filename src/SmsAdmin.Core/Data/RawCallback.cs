namespace SmsAdmin.Core.Data;

/// <summary>What became of a stored callback.</summary>
public enum CallbackState
{
    /// <summary>Stored, not yet looked at.</summary>
    Waiting,
    /// <summary>Its message moved, or already stood where it says.</summary>
    Applied,
    /// <summary>No message of ours yet; matched later or left to retention.</summary>
    Parked,
    /// <summary>An inbound text.</summary>
    Inbound,
    /// <summary>Not a callback that we understand; kept as it came.</summary>
    NotUnderstood,
}

/// <summary>A callback as Sinch posted it. The body may hold a text, so it is ciphertext.</summary>
public sealed class RawCallback
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public required byte[] BodyCipher { get; set; }
    public CallbackState State { get; set; }
    public string? BatchId { get; set; }
    public DateTimeOffset? AppliedAt { get; set; }
}
