using System.Text.Json.Serialization;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>How an item stood in a run: state, evidence, one cause, one next step. Nothing of it is secret.</summary>
/// <param name="Says">The finding in a sentence, as "Plan 4f1c…a07e lives in eu.".</param>
public sealed record ItemResult(ChecklistItem Item, CheckState State, string Says)
{
    /// <summary>The item that has to pass first: of a chain the first.</summary>
    public ChecklistItem? BecauseOf { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Cause { get; init; }

    /// <summary>The cause by a name that stays, one of <see cref="CauseCode"/>; null where it has none.</summary>
    [JsonIgnore]
    public string? Code { get; init; }

    public Mend? Mend { get; init; }

    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];

    /// <summary>What it rests on, by name: another value under a name makes it stale.</summary>
    public IReadOnlyDictionary<string, string> RestsOn { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was asked; null where it was not.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public TimeSpan Took { get; init; }

    /// <summary>The number of the run that asked. A run that does not ask for it again takes it along.</summary>
    public int OfRun { get; init; }

    /// <summary>The verification whose code a person still has to enter.</summary>
    public Guid? VerificationId { get; init; }

    /// <summary>Odoo could not be asked at all, so nothing else can be asked there either.</summary>
    public bool IsOutOfReach { get; init; }

    /// <summary>It proves something now.</summary>
    [JsonIgnore]
    public bool IsProof => State is CheckState.Pass or CheckState.NotApplicable;

    /// <param name="code">One of <see cref="CauseCode"/>.</param>
    internal static ItemResult Failed(string code, ChecklistItem item, string says, string cause, Mend mend) => new(item, CheckState.Fail, says) { Code = code, Cause = cause, Mend = mend };

    internal static ItemResult Skip(ChecklistItem item, ChecklistItem of, string why) =>
        new(item, CheckState.Skipped, $"Skipped because of {(int)of}: {why}") { BecauseOf = of };
}

/// <summary>A line of evidence: what was asked, what answered, what it proves.</summary>
/// <param name="At">The instant that the line tells of.</param>
public sealed record EvidenceLine(string Label, string Text, DateTimeOffset? At = null)
{
    /// <summary>A code, in its number space.</summary>
    public CodeSpace? Space { get; init; }

    public string? Code { get; init; }
}

/// <summary>What mends an item.</summary>
/// <param name="Says">What to do, in a sentence or two.</param>
/// <param name="Label">Of the button; null where there is nothing to press.</param>
/// <param name="Href">The page that mends it; null where a deed does, or nothing.</param>
public sealed record Mend(string Says, string? Label = null, string? Href = null)
{
    /// <summary>What we can do for the person.</summary>
    public Deed Deed { get; init; }

    /// <summary>On what the deed is done: a region, or the id of an Odoo connection.</summary>
    public string? Subject { get; init; }

    /// <summary>Ready to paste to Sinch's support; null where Sinch has nothing to mend.</summary>
    public string? RequestToSinch { get; init; }
}

/// <summary>What the program does for a person to mend an item.</summary>
public enum Deed
{
    None,
    SetRegion,
    PushParameters,
    SwitchNativeOn,
    ResumePlan,
    BackUp,
}
