using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Data;

/// <summary>One run of the checklist for one service plan.</summary>
public sealed class ChecklistRun
{
    public Guid Id { get; set; }
    public Guid PlanId { get; set; }
    /// <summary>Counts the runs of the plan, from 1.</summary>
    public int Number { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    /// <summary>Null while it runs, and where the program died over it.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
    public required string ByName { get; set; }
    /// <summary>Begun by the program itself.</summary>
    public bool IsScheduled { get; set; }
    /// <summary>Ended before it had asked everything. While it runs: somebody wants it to stop, and whichever instance is at it looks here.</summary>
    public bool IsStopped { get; set; }
    /// <summary>Where its SMS went, E.164, or its last four digits once it is erased; null where it sent none.</summary>
    public string? Phone { get; set; }
}

/// <summary>How one item stood in one run.</summary>
public sealed class ChecklistResult
{
    public Guid RunId { get; set; }
    public ChecklistItem Item { get; set; }
    public CheckState State { get; set; }
    /// <summary>Words, evidence and what it rests on, as JSON. Nothing secret: of a token the last four, of an id its ends.</summary>
    public required string Body { get; set; }
    /// <summary>The verification whose code is waited for.</summary>
    public Guid? VerificationId { get; set; }
}
