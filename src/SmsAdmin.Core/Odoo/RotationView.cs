using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Odoo;

/// <summary>What became of the wish to replace a token.</summary>
public abstract record RotationOutcome
{
    private RotationOutcome()
    {
    }

    /// <summary>No Odoo has this plan's values, so it was done at once.</summary>
    public sealed record AtOnce(TokenOutcome Outcome) : RotationOutcome;

    /// <summary>A job does it, however often the program is stopped meanwhile.</summary>
    public sealed record Started(Guid Id) : RotationOutcome;

    /// <summary>A job is at it already: a second one would not know which token is the old one.</summary>
    public sealed record UnderWay(Guid Id) : RotationOutcome;
}

/// <summary>How far the job is, in a word.</summary>
public enum RotationStage
{
    AsksSinch,
    Pushes,
    TakesBack,
    IsActive,
    Done,
    OldOneKept,
}

/// <summary>Where one Odoo stands.</summary>
/// <param name="IsPending">It has to be tried again.</param>
public sealed record RotationTargetView(Guid ConnectionId, string Name, bool HasNew, bool IsPending, string? Says, DateTimeOffset? At);

/// <summary>The replacement of a token as people see it.</summary>
/// <param name="Says">Why it stands where it stands.</param>
public sealed record RotationView(
    Guid Id, Guid PlanId, string PlanName, RotationStage Stage, string TokenLastFour, DateTimeOffset StartedAt, string StartedBy, string? Says, DateTimeOffset? FinishedAt,
    IReadOnlyList<RotationTargetView> Targets)
{
    internal static RotationView Of(TokenRotation row, IEnumerable<RotationTarget> targets) => new(
        row.Id, row.PlanId, row.PlanName,
        row.Step switch
        {
            RotationStep.Recorded => RotationStage.AsksSinch,
            RotationStep.Pushing => RotationStage.Pushes,
            RotationStep.Undoing => RotationStage.TakesBack,
            RotationStep.Active => RotationStage.IsActive,
            RotationStep.Done => RotationStage.Done,
            _ => RotationStage.OldOneKept,
        },
        row.TokenLastFour, row.StartedAt, row.StartedBy, row.Says, row.FinishedAt,
        [.. targets.OrderBy(target => target.ConnectionName, StringComparer.Ordinal).Select(target => new RotationTargetView(
            target.ConnectionId, target.ConnectionName, target.State == RotationTargetState.Pushed, target.State == RotationTargetState.PushPending, target.Says, target.At))]);
}
