using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>One text to one recipient, as somebody asked for it.</summary>
/// <param name="From">Sender, or null for the plan's own.</param>
/// <param name="Defer">Where the quota is full: wait for its reset instead of being refused.</param>
/// <param name="PressId">Set by a form, once for each press: the same press twice is one message.</param>
/// <param name="Deadline">Never sent after this; null lets it wait as long as the program tries.</param>
/// <param name="Callback">Whom to tell what becomes of it; null for nobody.</param>
public sealed record NewMessage(
    Guid PlanId, string To, string? From, string Text, Lane Lane, Origin Origin, Guid? PressId = null, string? CallerReference = null,
    DateTimeOffset? Deadline = null, bool Defer = false, CallbackTarget? Callback = null)
{
    /// <summary>Walks to its end without Sinch, and is counted nowhere.</summary>
    public bool IsTest { get; init; }

    /// <summary>The caller's own name for it: under the same it is taken once, for ever.</summary>
    public CallerKey? Key { get; init; }

    internal NewSubmission Whole() => new(PlanId, [new NewRecipient(To)], From, Text, Lane, Origin)
    {
        PressId = PressId,
        CallerReference = CallerReference,
        Deadline = Deadline,
        Defer = Defer,
        Callback = Callback,
        IsTest = IsTest,
        Key = Key,
    };
}

/// <summary>One of those that a text goes to.</summary>
/// <param name="Parameters">What stands for each <c>${key}</c> of the text, for this recipient.</param>
/// <param name="CallbackReference">The caller's own name of this message in callbacks; null for the one of the submission's callback.</param>
public sealed record NewRecipient(string To, IReadOnlyDictionary<string, string>? Parameters = null, string? CallbackReference = null);

/// <summary>One text to up to 1,000 recipients, as one caller asked for it at once.</summary>
/// <param name="From">Sender, or null for the plan's own.</param>
/// <param name="Text">With a <c>${key}</c> wherever a recipient's parameter goes; Base64 where it is binary.</param>
public sealed record NewSubmission(Guid PlanId, IReadOnlyList<NewRecipient> Recipients, string? From, string Text, Lane Lane, Origin Origin)
{
    /// <summary>Set by a form, once for each press: the same press twice is one submission.</summary>
    public Guid? PressId { get; init; }

    /// <summary>The caller's own, at most 2,048 characters.</summary>
    public string? CallerReference { get; init; }

    /// <summary>Held by us until then; what has passed is now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Never sent after this, at most three days after <see cref="SendAt"/>; null lets it wait as long as the program tries.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Where the quota is full: wait for its reset instead of being refused.</summary>
    public bool Defer { get; init; }

    /// <summary>Take those recipients that can be taken, instead of all or none.</summary>
    public bool Partial { get; init; }

    /// <summary>Whom to tell what becomes of the messages; null for nobody.</summary>
    public CallbackTarget? Callback { get; init; }

    public WireOptions Wire { get; init; } = WireOptions.None;

    /// <summary>Walks to its end without Sinch, and is counted nowhere.</summary>
    public bool IsTest { get; init; }

    /// <summary>Of a submission to one recipient: under the same name it is taken once, for ever.</summary>
    public CallerKey? Key { get; init; }

    /// <summary>What the caller may repeat: taken once, and answered alike each time.</summary>
    public Once<SubmissionOutcome.Taken>? Once { get; init; }

    /// <summary>What a Sinch client asked for, of which this is made; null where the caller speaks another language.</summary>
    public BatchOrder? Batch { get; init; }

    public override string ToString() => $"{Lane} to {Recipients.Count}";
}
