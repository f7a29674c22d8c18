using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>A run as people see it.</summary>
/// <param name="IsStopped">Ended before it had asked everything, or about to.</param>
/// <param name="Phone">Where its SMS went, of which the last four digits are left once it is erased; null where it sent none.</param>
public sealed record RunView(
    Guid Id, Guid PlanId, int Number, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string ByName, bool IsScheduled, bool IsStopped, PhoneNumber? Phone)
{
    public TimeSpan? Took => FinishedAt - StartedAt;
}

/// <summary>An item with what made its proof stale since.</summary>
/// <param name="StaleBy">Names of what it rests on and what is another now; empty where it is fresh.</param>
public sealed record StandingItem(ItemResult Result, IReadOnlyList<string> StaleBy)
{
    public bool IsStale => StaleBy.Count > 0;

    /// <summary>"Stale: region, sender changed since."; null where it is fresh.</summary>
    public string? StaleWhy => IsStale ? $"Stale: {string.Join(", ", StaleBy)} changed since." : null;
}

/// <summary>A run with its results, in the order that people see. While it runs, those that are there.</summary>
public sealed record ChecklistView(RunView Run, IReadOnlyList<StandingItem> Items)
{
    public bool IsRunning => Run.FinishedAt is null;

    public string Verdict => IsRunning ? "Running" : ChecklistWords.Verdict([.. Items.Select(item => item.Result)], Items.Count(item => item.IsStale));

    public bool IsProven => !IsRunning && Items.Count == ChecklistItems.All.Count && Items.All(item => item.Result.IsProof && !item.IsStale);

    public bool IsStale => Items.Any(item => item.IsStale);

    public bool IsRed => Items.Any(item => item.Result.State == CheckState.Fail);

    public int Count(CheckState state) => Items.Count(item => item.Result.State == state);
}

/// <summary>A line of the history.</summary>
public sealed record RunLine(RunView Run, int Passed, int Failed, int Others);

/// <summary>One item in two runs.</summary>
public sealed record ItemChange(ChecklistItem Item, ItemResult? Before, ItemResult? After)
{
    public bool IsChange => Before?.State != After?.State || Before?.Says != After?.Says;
}
