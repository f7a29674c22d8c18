namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>What became of a message, or of a question to Sinch, told to a person: one card of a page.</summary>
/// <param name="Headline">One sentence, without a full stop.</param>
/// <param name="Name">Sinch's own name for it, as "Unprovisioned region"; null where there is none.</param>
/// <param name="Codes">Every number that is known, each with its number space; the cause is marked.</param>
/// <param name="SendAgain">Answers "Send again?".</param>
/// <param name="CanSendAgain">Whether the same message, unchanged, makes sense now.</param>
/// <param name="Next">The one step that mends it; <see cref="NextStepKind.None"/> where there is nothing to press.</param>
/// <param name="RequestToSinch">Ready to paste to Sinch's support or the account manager; holds no token, no text and no recipient.</param>
public sealed record Explanation(
    ExplanationTone Tone, string Headline, string? Name, IReadOnlyList<ExplainedCode> Codes, string WhatHappened, string Why,
    string WhatToDo, string SendAgain, bool CanSendAgain, NextStep Next, string? RequestToSinch);

/// <summary>How it stands.</summary>
public enum ExplanationTone
{
    Good,
    OnTheWay,

    /// <summary>Over, as somebody wanted it.</summary>
    Ended,

    /// <summary>Unclear, or waiting for something.</summary>
    Warning,
    Bad,
}

/// <summary>A number or word that never stands without its number space.</summary>
public sealed record ExplainedCode(CodeSpace Space, string Value, bool IsCause);

/// <summary>Where a code comes from. 401 is a refused token in one space and good news in another.</summary>
public enum CodeSpace
{
    HttpStatus,
    ApiErrorCode,
    DeliveryCode,
}

public static class CodeSpaces
{
    /// <summary>As it is shown before the value.</summary>
    public static string Title(this CodeSpace space) => space switch
    {
        CodeSpace.HttpStatus => "HTTP status",
        CodeSpace.ApiErrorCode => "API error code",
        _ => "Delivery code",
    };
}
