using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>A diagnosis of one plan under way: what it is about, and what was seen so far.</summary>
internal sealed class PlanCase(PlanView plan, Inquirer by, DateTimeOffset now, Phrases? words = null)
{
    public PlanView Plan => plan;

    public Inquirer By => by;

    public DateTimeOffset Now => now;

    /// <summary>The plan's own facts as parts of sentences.</summary>
    public Phrases Words { get; } = words ?? new Phrases(PlanFacts.Of(plan), null);

    /// <summary>What becomes of its messages meanwhile; empty where none is asked about.</summary>
    public string Meanwhile { get; init; } = "";

    /// <summary>What Sinch answered of the account, once it was asked.</summary>
    public IReadOnlyDictionary<ChecklistItem, ItemResult> Items { get; set; } = new Dictionary<ChecklistItem, ItemResult>();

    /// <summary>Sinch takes plan and token now.</summary>
    public bool Works => Items.GetValueOrDefault(ChecklistItem.Token) is { State: CheckState.Pass };

    public bool IsClockOff => Items.GetValueOrDefault(ChecklistItem.Clock) is { State: CheckState.Fail };

    public bool IsPausedByPerson => plan is { Readiness: PlanReadiness.Paused, PausedBy: not null };

    public string Card => $"/credentials#plan-{plan.Id}";

    /// <summary>Where it is changed; what the environment names is changed there.</summary>
    public string Edit => plan.Source == PlanSource.Storage ? $"/credentials/{plan.Id}/edit" : Card;
}
