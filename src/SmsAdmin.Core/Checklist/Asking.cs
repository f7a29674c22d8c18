using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>A run under way, as its checks see it: what was asked for, and what was found so far.</summary>
/// <param name="Phone">Where SMS may go; null where nobody agreed to any.</param>
/// <param name="EnterCode">Asks the person for the code that their phone got; null where it is entered later, on the page.</param>
internal sealed record Asking(Guid RunId, PlanView Plan, string? Phone, Actor By, Func<CancellationToken, Task<string?>>? EnterCode)
{
    public Dictionary<ChecklistItem, ItemResult> Results { get; } = [];

    /// <summary>The messages that went out for it, by the item that asked for them.</summary>
    public Dictionary<ChecklistItem, Guid> Sent { get; } = [];

    /// <summary>What was found for each item the last time that it passed.</summary>
    public IReadOnlyDictionary<ChecklistItem, ItemResult> Proven { get; init; } = new Dictionary<ChecklistItem, ItemResult>();

    /// <summary>Whoever asks only looks: what Sinch answers is not kept, and nothing that is paused goes on.</summary>
    public bool LooksOnly { get; init; }

    /// <summary>The item that has to pass before any of these can be asked: of a chain the first. Null where none stands in the way.</summary>
    public ChecklistItem? Blocker(params IEnumerable<ChecklistItem> needs)
    {
        foreach (var need in needs)
        {
            switch (Results.GetValueOrDefault(need))
            {
                case { State: CheckState.Fail }:
                    return need;
                case { State: CheckState.Skipped, BecauseOf: { } first }:
                    return first;
            }
        }

        return null;
    }
}
