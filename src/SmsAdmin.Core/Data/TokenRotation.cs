namespace SmsAdmin.Core.Data;

/// <summary>How far the replacement of a token is. Each step is one guarded write, so that it goes on from where it stood.</summary>
public enum RotationStep
{
    /// <summary>The new token is kept, closed; Sinch was not asked yet.</summary>
    Recorded,
    /// <summary>Sinch takes it, and still takes the old one: every Odoo gets it before it counts here.</summary>
    Pushing,
    /// <summary>One Odoo could not take it: those that have it get the old one back.</summary>
    Undoing,
    /// <summary>It counts here; Odoos that do not have it yet get it as soon as they can be reached.</summary>
    Active,
    /// <summary>It counts here and in every Odoo.</summary>
    Done,
    /// <summary>The old token stays, here and everywhere.</summary>
    OldOneKept,
}

/// <summary>The replacement of a plan's token as a job that no crash leaves half done.</summary>
public sealed class TokenRotation
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    public required string PlanName { get; set; }
    public RotationStep Step { get; set; }
    /// <summary>Protected by the key ring; empty once the job is over.</summary>
    public required string TokenCipher { get; set; }
    public required string TokenLastFour { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public Guid? StartedById { get; set; }
    public required string StartedBy { get; set; }
    public string? FromAddress { get; set; }
    /// <summary>Why it stands where it stands, in words.</summary>
    public string? Says { get; set; }
    /// <summary>When it is looked at again.</summary>
    public DateTimeOffset DueAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>Where one Odoo stands in the replacement of a token.</summary>
public enum RotationTargetState
{
    /// <summary>It has the old one.</summary>
    Waiting,
    /// <summary>It was read back with the new one.</summary>
    Pushed,
    /// <summary>It could not be reached and is tried again.</summary>
    PushPending,
    /// <summary>It had the new one and has the old one again.</summary>
    Undone,
    /// <summary>The connection was removed meanwhile.</summary>
    Gone,
}

/// <summary>One Odoo of a <see cref="TokenRotation"/>.</summary>
public sealed class RotationTarget
{
    public Guid RotationId { get; set; }
    public Guid ConnectionId { get; set; }
    public required string ConnectionName { get; set; }
    public RotationTargetState State { get; set; }
    public int Attempts { get; set; }
    public string? Says { get; set; }
    public DateTimeOffset? At { get; set; }
}
