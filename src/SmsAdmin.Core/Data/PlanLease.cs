namespace SmsAdmin.Core.Data;

/// <summary>Which instance works off a plan's queue. One row a plan.</summary>
public sealed class PlanLease
{
    public Guid PlanId { get; set; }
    /// <summary>The instance that holds it; null when it was let go.</summary>
    public Guid? Holder { get; set; }
    public string? HolderName { get; set; }
    /// <summary>Goes up with each new holder: what an old one still wants to claim is refused.</summary>
    public long Fence { get; set; }
    public DateTimeOffset RenewedAt { get; set; }
    /// <summary>Nobody else may take it before.</summary>
    public DateTimeOffset Until { get; set; }
}
