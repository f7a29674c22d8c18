using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>A condition that needed somebody: since when, why, who saw it, when it was over.</summary>
public sealed class Alert
{
    public Guid Id { get; set; }
    public AlertKind Kind { get; set; }
    public Guid? PlanId { get; set; }
    /// <summary>Tells two conditions of one kind and plan apart, as the period of a quota; empty where there can be one only.</summary>
    public required string Key { get; set; }
    /// <summary>Something does not go out, now.</summary>
    public bool IsUrgent { get; set; }
    public required string Title { get; set; }
    public required string Why { get; set; }
    /// <summary>The path of the page that mends it.</summary>
    public required string Link { get; set; }
    public DateTimeOffset Since { get; set; }
    /// <summary>How often it was raised, where each time is an event of its own.</summary>
    public int Count { get; set; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? AcknowledgedAt { get; set; }
    public string? AcknowledgedBy { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Holds the place of an open alert: whoever inserts the key opens it, whoever deletes the key ends it.</summary>
public sealed class AlertKey
{
    public required string Key { get; set; }
    public Guid AlertId { get; set; }
}
