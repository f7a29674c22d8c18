using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What a diagnosis ends in: one cause and one next step.</summary>
/// <param name="Code">The cause by a name that stays, as <c>region.wrong</c> or <c>delivery.412</c>.</param>
/// <param name="Title">One sentence, without a full stop.</param>
/// <param name="Why">The cause, with this plan's own facts.</param>
/// <param name="WhatToDo">The next step, in a sentence or two.</param>
public sealed record Finding(string Code, ExplanationTone Tone, string Title, string Why, string WhatToDo)
{
    /// <summary>Plan, region and sender that it is about.</summary>
    public required string Concerns { get; init; }

    /// <summary>False where nobody can know from here: then <see cref="LetterToSinch"/> asks who can.</summary>
    public bool IsKnown { get; init; } = true;

    public IReadOnlyList<ExplainedCode> Codes { get; init; } = [];

    /// <summary>Answers "Send again?"; null where no message is asked about.</summary>
    public string? SendAgain { get; init; }

    /// <summary>A verb with its object, for the page that mends it; null where nothing has to be opened.</summary>
    public string? Label { get; init; }

    /// <summary>The page that mends it, relative to the root of the site.</summary>
    public string? Href { get; init; }

    /// <summary>Ready to paste to Sinch's support, with all ids and times in UTC; holds no token and no text. Null where Sinch has nothing to mend.</summary>
    public string? LetterToSinch { get; init; }

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];
}
