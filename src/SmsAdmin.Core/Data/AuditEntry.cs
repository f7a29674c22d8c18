namespace SmsAdmin.Core.Data;

/// <summary>One change: who, when, from where, before and after. Written in the transaction of the change.</summary>
public sealed class AuditEntry
{
    public Guid Id { get; set; }
    public DateTimeOffset At { get; set; }
    public Guid? ActorId { get; set; }
    public required string ActorName { get; set; }
    /// <summary>IP address the actor came from, when there was one.</summary>
    public string? FromAddress { get; set; }
    /// <summary>What was done, as "plan.added".</summary>
    public required string Action { get; set; }
    /// <summary>What it was done to, in words a person knows.</summary>
    public required string Subject { get; set; }
    public Guid? SubjectId { get; set; }
    /// <summary>JSON object of changed fields before; secrets stand as "changed".</summary>
    public string? Before { get; set; }
    public string? After { get; set; }
}
