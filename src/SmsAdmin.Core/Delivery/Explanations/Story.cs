namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>What one cause says, before the message's own state is woven in.</summary>
/// <param name="Why">The cause, in plain words.</param>
/// <param name="WhatToDo">The mend, naming plan, region and sender.</param>
/// <param name="Again">The answer to "Send again?" once the message has ended.</param>
internal sealed record Story(string Why, string WhatToDo, string Again)
{
    public NextStepKind Step { get; init; }

    /// <summary>What to ask of Sinch, said to Sinch; null where Sinch has nothing to mend.</summary>
    public string? Ask { get; init; }

    public bool CanSendAgain { get; init; }

    /// <summary>False where the codes are known but something else is the cause.</summary>
    public bool CodeIsCause { get; init; } = true;

    /// <summary>Where the cause's name is not the code table's.</summary>
    public string? Name { get; init; }

    /// <summary>Where the cause has a better headline than the state.</summary>
    public string? Headline { get; init; }

    /// <summary>Where the cause knows better than the state what happened.</summary>
    public string? Happened { get; init; }

    /// <summary>Where the state's own tone is not the right one.</summary>
    public ExplanationTone? Tone { get; init; }
}
