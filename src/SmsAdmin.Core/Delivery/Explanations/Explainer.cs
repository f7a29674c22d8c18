using System.Globalization;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>
/// Explains what became of a message, or of a question to Sinch, with this account's own facts and the next step. Pure:
/// the same facts give the same words. Source of the meanings: contract, sections 3, 4, 6 and 7.
/// </summary>
public static class Explainer
{
    /// <summary>Of a message, wherever it is on its walk.</summary>
    public static Explanation Explain(ExplainFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var phrases = new Phrases(facts.Plan, facts);
        var ended = facts.State.IsFinal();
        var story = ended ? EndStories.Of(facts, phrases) : OnTheWayStories.Of(facts, phrases);
        var tone = story.Tone ?? ToneOf(facts.State);
        var codes = Codes(facts, story.CodeIsCause && tone is (ExplanationTone.Bad or ExplanationTone.Warning));
        var happened = story.Happened ?? EndStories.Happened(facts, phrases);

        return new Explanation(
            tone,
            facts.IsTest ? $"Test key: {story.Headline ?? EndStories.Headline(facts.State)}" : story.Headline ?? EndStories.Headline(facts.State),
            story.Name,
            codes,
            facts.IsTest ? $"{happened} {Test}" : facts.Plan.IsSandbox ? $"{happened} {Sandbox}" : happened,
            $"{story.Why} {Neighbours(facts, tone, phrases)}".TrimEnd(),
            story.WhatToDo,
            story.Again,
            ended && story.CanSendAgain,
            NextStep.Of(story.Step),
            story.Ask is null ? null : SinchRequest.Write(story.Ask, facts, codes, story.Name));
    }

    /// <summary>
    /// Of the answer to a question that sends nothing: a plan check or a dry run.
    /// </summary>
    /// <param name="httpStatus">Null where no answer came.</param>
    /// <param name="noAnswer">Why none came, a name of the window's failure kinds.</param>
    public static Explanation ExplainAnswer(int? httpStatus, string? apiErrorCode, string? noAnswer, PlanFacts plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return AnswerStories.Explain(httpStatus, apiErrorCode, noAnswer, plan);
    }

    internal const string Sandbox = "This is the sandbox: nothing of it reached the real Sinch or a real phone.";

    internal const string Test = "It was asked for with a test key: nothing of it reached Sinch or a phone, and no quota was used.";

    private static ExplanationTone ToneOf(MessageState state) => state switch
    {
        MessageState.Delivered => ExplanationTone.Good,
        MessageState.Cancelled => ExplanationTone.Ended,
        MessageState.Unknown => ExplanationTone.Warning,
        _ when state.IsFinal() => ExplanationTone.Bad,
        _ => ExplanationTone.OnTheWay,
    };

    private static List<ExplainedCode> Codes(ExplainFacts facts, bool trouble)
    {
        var byReceipt = facts.DeliveryCode is not null;
        return CodesOf(facts.HttpStatus, facts.ApiErrorCode, facts.DeliveryCode, trouble && !byReceipt, trouble && EndStories.IsCause(facts.DeliveryCode));
    }

    internal static List<ExplainedCode> CodesOf(int? httpStatus, string? apiErrorCode, int? deliveryCode, bool answerIsCause, bool receiptIsCause)
    {
        var codes = new List<ExplainedCode>(3);
        if (httpStatus is { } status) codes.Add(new ExplainedCode(CodeSpace.HttpStatus, Plain(status), answerIsCause && status is not (200 or 201)));
        if (!string.IsNullOrEmpty(apiErrorCode)) codes.Add(new ExplainedCode(CodeSpace.ApiErrorCode, apiErrorCode, answerIsCause));
        if (deliveryCode is { } code) codes.Add(new ExplainedCode(CodeSpace.DeliveryCode, Plain(code), receiptIsCause));
        return codes;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What the account's other messages to the country tell of this one.
    private static string Neighbours(ExplainFacts facts, ExplanationTone tone, Phrases p)
    {
        if (tone is not (ExplanationTone.Bad or ExplanationTone.Warning) || !facts.State.IsFinal()) return "";
        var same = facts.Account switch
        {
            { SameCode: 1, ToThatCountry: > 1 and var all } => $"It is the only one of {Phrases.Count(all, "message")} to {p.Country} in the last 24\u00A0hours that ended so.",
            { SameCode: > 1 and var many, ToThatCountry: { } all } => $"{Phrases.Grouped(many)} of {Phrases.Count(all, "message")} to {p.Country} in the last 24\u00A0hours ended the same way.",
            _ => "",
        };
        var delivered = facts.Account.LastDeliveredThereAt is { } at ? $"{p.Plan} last delivered there at {p.At(at)}." : "";
        return $"{same} {delivered}".Trim();
    }
}
