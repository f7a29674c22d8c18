using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>What somebody wants proven.</summary>
/// <param name="Phone">Where its SMS go, which the asker agreed to pay; null asks the free items alone.</param>
public sealed record RunWish(Guid PlanId, string? Phone = null)
{
    /// <summary>One item, with those that belong to it or wait for it; null for all of them.</summary>
    public ChecklistItem? Only { get; init; }

    /// <summary>The program's own.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Asks for the code that a real phone got; null where it is entered later, on the page.</summary>
    public Func<CancellationToken, Task<string?>>? EnterCode { get; init; }

    /// <summary>The items of a run, in the order of their dependency. Those of one line are one question.</summary>
    internal static IReadOnlyList<ChecklistItem[]> Order { get; } =
    [
        [ChecklistItem.KeyRing],
        [ChecklistItem.Account, ChecklistItem.PlanAndRegion, ChecklistItem.Token, ChecklistItem.Clock],
        [ChecklistItem.TokenAge],
        [ChecklistItem.Quota],
        [ChecklistItem.OdooParameters],
        [ChecklistItem.OdooRoute],
        [ChecklistItem.TestSms, ChecklistItem.Sender, ChecklistItem.Callbacks],
        [ChecklistItem.OneTimeCode],
    ];

    /// <summary>The items one by one, in the order in which they are asked.</summary>
    public static IEnumerable<ChecklistItem> Asked => Order.SelectMany(question => question);

    /// <summary>What is asked where one item is: those of its question, and those that wait for any of them.</summary>
    public static IReadOnlySet<ChecklistItem> With(ChecklistItem item, IEnumerable<ItemResult> standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var known = standing.ToList();
        var asked = new HashSet<ChecklistItem>(Question(item));
        while (known.FirstOrDefault(result => result.BecauseOf is { } of && asked.Contains(of) && !asked.Contains(result.Item)) is { } waits) asked.UnionWith(Question(waits.Item));
        return asked;
    }

    /// <summary>The SMS that asking one item takes, or all of them without one.</summary>
    public static int Cost(ChecklistItem? only, IEnumerable<ItemResult> standing) => (only is { } item ? With(item, standing) : Asked).Sum(asked => asked.Cost());

    private static ChecklistItem[] Question(ChecklistItem item) => Order.First(question => question.Contains(item));
}

/// <summary>What became of the wish to run the checklist.</summary>
public abstract record RunOutcome
{
    private RunOutcome()
    {
    }

    /// <summary>It runs, or has run where it was waited for.</summary>
    public sealed record Begun(Guid RunId) : RunOutcome;

    /// <summary>One is under way, here or in another instance.</summary>
    public sealed record IsRunning : RunOutcome;

    /// <summary>Nothing was asked.</summary>
    public sealed record Refused(string Says) : RunOutcome;
}
