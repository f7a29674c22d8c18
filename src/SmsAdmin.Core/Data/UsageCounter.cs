namespace SmsAdmin.Core.Data;

/// <summary>How much of a period a plan has used. Moves in the transaction of the message that uses it.</summary>
public sealed class UsageCounter
{
    public Guid PlanId { get; set; }
    /// <summary><c>d2026-11-23</c> or <c>m2026-11</c>, in the plan's own zone; <c>h2026-11-23T14</c>, in UTC.</summary>
    public required string Period { get; set; }
    public int Messages { get; set; }
    public int Parts { get; set; }
}
