namespace SmsAdmin.Core.Credentials;

/// <summary>What a check of a plan said.</summary>
/// <param name="HttpStatus">Of Sinch's answer, or null where there was none.</param>
public sealed record CheckNote(DateTimeOffset At, int? HttpStatus, string Says);

/// <summary>
/// Holds the environment's plan while the program runs, with what was learned about it. In memory only: nothing of
/// this plan is written to disk.
/// </summary>
public sealed class EnvironmentPlanSlot(EnvironmentPlan? plan)
{
    public EnvironmentPlan? Plan { get; } = plan;

    /// <summary>What the last check said.</summary>
    public CheckNote? LastCheck { get; set; }
}
