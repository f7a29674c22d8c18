using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>What is told of a message that has not ended: where it waits, for what, and what the last answer has to do with it.</summary>
internal static class OnTheWayStories
{
    private const string NotNow = "Not now. It is still on its way, and sending again would make two.";

    public static Story Of(ExplainFacts facts, Phrases p) => facts switch
    {
        { OutcomeUnknown: true } => OutcomeUnknown(facts, p),
        { State: MessageState.Queued, Plan.Readiness: not PlanReadiness.Ready } => Held(facts, p),
        // The plan is ready again: what it was paused for is mended.
        { State: MessageState.Queued } when RefusedAccount(facts) => Queued(p) with { Happened = $"It was held back while Sinch refused {p.Plan}. That is over, and it goes out next.", CodeIsCause = false },
        { State: MessageState.Queued, NoAnswer: null, HttpStatus: >= 400 and < 500 and not (405 or 415 or 429) and { } status } => TriedAgain(facts, InSinchsPlace(HttpStories.Of(status, null, p), p), p),
        { State: MessageState.Queued } when LastAnswer(facts, p) is { } answer => TriedAgain(facts, answer, p),
        { State: MessageState.Queued, SendAt: { } at } when facts.DueAt == at => Scheduled(at, p),
        { State: MessageState.Queued } => Queued(p),
        { State: MessageState.Sending } => Sending(p),
        { State: MessageState.Accepted } => Accepted(facts, p),
        _ => Dispatched(p),
    };

    /// <summary>What the last try met; null where there was none, or it went well.</summary>
    public static Story? LastAnswer(ExplainFacts facts, Phrases p) => facts switch
    {
        { NoAnswer: { } kind } => NoAnswerStories.Of(kind, p),
        { HttpStatus: { } status and not 201 } => HttpStories.Of(status, facts.ApiErrorCode, p),
        _ => null,
    };

    private static Story OutcomeUnknown(ExplainFacts facts, Phrases p)
    {
        var answer = LastAnswer(facts, p) ?? new Story(
            "The program stopped while the message was on its way to Sinch, so its answer was never read.",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause.",
            "")
        { Step = NextStepKind.WaitForRetry };
        var since = facts.UnknownSince is { } at ? $" since {p.At(at)}" : "";
        return answer with
        {
            Tone = ExplanationTone.Warning,
            Headline = "Outcome unknown: looked up at Sinch before anything is sent again",
            Happened = $"The message went to {p.Host} on {p.Attempt}, and whether Sinch has it is not known{since}. The next look-up comes {p.NextTry}.",
            Again = "Not by hand. SmsAdmin sends it again by itself, once Sinch has twice not known its reference.",
            CanSendAgain = false,
        };
    }

    private static Story Held(ExplainFacts facts, Phrases p)
    {
        var since = facts.Plan.PausedAt is { } at ? $" since {p.At(at)}" : "";
        var story = facts.Plan.Readiness switch
        {
            PlanReadiness.NoRegion => new Story(
                $"{p.Plan} has no region yet, and SmsAdmin never guesses one: plans live in one region only.",
                $"Let SmsAdmin detect where {p.Plan} (plan {p.PlanId}) lives; now it has {p.Region}. It only asks; nothing is sent, from {p.Sender} or otherwise.", "")
            { Headline = $"Waiting: {p.Plan} has no region yet", Step = NextStepKind.DetectRegion },
            PlanReadiness.NotVerified => new Story(
                $"Sinch has not yet taken Service Plan ID and token of {p.Plan} together, so nothing goes out.",
                $"Check {p.Here}. Messages from {p.Sender} go out by themselves once Sinch takes it.", "")
            { Headline = $"Waiting: {p.Plan} is not checked yet", Step = NextStepKind.CheckPlan },
            PlanReadiness.TokenUnreadable => new Story(
                $"The key ring that closed the token of {p.Plan} is gone, so the token cannot be opened.",
                $"Bring the key ring back from a copy, or put in the token of {p.Here}, anew. Messages from {p.Sender} go out by themselves after that.", "")
            { Headline = $"Waiting: the token of {p.Plan} cannot be opened", Step = NextStepKind.RestoreKeys },
            _ when RefusedAccount(facts) => Refusal(HttpStories.Of(facts.HttpStatus!.Value, facts.ApiErrorCode, p)),
            _ when facts.Plan.CheckedHttpStatus is (401 or 404) and { } answered => Refusal(HttpStories.Of(answered, null, p)),
            _ => new Story(
                $"{p.Plan} is paused. {facts.Plan.PausedWhy}".TrimEnd(),
                $"See what {p.Here}, is paused for and mend it there. Messages from {p.Sender} go out by themselves after that.", "")
            { Headline = $"Waiting: {p.Plan} is paused", Step = NextStepKind.ResumePlan },
        };
        return story with
        {
            Tone = ExplanationTone.Bad,
            CodeIsCause = RefusedAccount(facts),
            Happened = $"Sending from {p.Plan} stands still{since}. {p.WaitingToo}",
            Again = "No need. It waits and goes out by itself once the plan works.",
            CanSendAgain = false,
        };
    }

    private static Story Refusal(Story answer) => answer with { Headline = $"Waiting: {answer.Headline}" };

    // What pauses a whole plan.
    private static bool RefusedAccount(ExplainFacts facts) => facts is { HttpStatus: 401 or 404 } or { HttpStatus: 403, ApiErrorCode: "blocked_account" };

    // A refusal of Sinch's own would have ended it.
    private static Story InSinchsPlace(Story answer, Phrases p) => answer with
    {
        Why = $"Something on the way to {p.Host} answered in Sinch’s place, in a form that is not Sinch’s: a proxy, a filter, a sign-in page.",
        WhatToDo = $"Look for a proxy between SmsAdmin and {p.Host}, and check the base URL of {p.Here}. What was answered stands in the raw exchange. {p.NotTheSender}",
        Step = NextStepKind.CheckHost,
        Ask = null,
    };

    private static Story TriedAgain(ExplainFacts facts, Story answer, Phrases p) => answer with
    {
        Tone = ExplanationTone.Warning,
        Headline = $"Waiting to be tried again: {(facts.HttpStatus is { } status ? $"the last answer was HTTP status {status}" : LowerFirst(answer.Headline ?? "no answer came"))}",
        Happened = $"It was not taken on {p.Attempt} and goes out again {p.NextTry}. The message is not lost.",
        Again = "Not by hand. It is tried again by itself.",
        CanSendAgain = false,
    };

    // "Sinch" keeps its capital.
    private static string LowerFirst(string headline) =>
        headline.StartsWith("Sinch", StringComparison.Ordinal) ? headline : char.ToLowerInvariant(headline[0]) + headline[1..];

    private static Story Queued(Phrases p) => new(
        $"It waits for its turn in the lane {p.Lane} of {p.Plan}: one-time codes go first, then tests, then the others, at the plan’s rate.",
        $"Nothing. {p.Here}, is ready, and it goes out from {p.Sender} by itself.",
        NotNow)
    {
        Headline = "Waiting for its turn",
        Happened = "SmsAdmin has written it down and has not yet sent it.",
        Step = NextStepKind.WaitForRetry,
    };

    private static Story Scheduled(DateTimeOffset at, Phrases p) => new(
        $"It was asked to go out at {p.At(at)}, and SmsAdmin holds it until then.",
        $"Nothing. {p.Here}, is ready, and it goes out from {p.Sender} at its time. Until then it can be cancelled.",
        NotNow)
    {
        Headline = "Scheduled",
        Happened = "SmsAdmin has written it down and sends it later.",
        Step = NextStepKind.WaitForRetry,
    };

    private static Story Sending(Phrases p) => new(
        $"It was sent to {p.Host} and the answer is awaited.",
        $"Nothing. {p.Here}, and {p.Sender} are at work on it.",
        NotNow)
    { Headline = "Being handed to Sinch", Happened = $"SmsAdmin is sending it on {p.Attempt}." };

    private static Story Accepted(ExplainFacts facts, Phrases p) => new(
        facts.ReceiptsByCallback switch
        {
            false => "Sinch cannot call SmsAdmin here, because it has no public address. SmsAdmin asks Sinch for the receipt every few seconds instead.",
            true => "The receipt comes by a call from Sinch, as soon as an operator has the message.",
            null => "The receipt is on its way, by a call from Sinch or by asking.",
        },
        $"Nothing. {p.Here}, and {p.Sender} did their part.",
        NotNow)
    {
        Headline = "Accepted. Sinch queued it. That is not yet sent",
        Happened = "Sinch took the message into its queue. No operator has confirmed it yet.",
        Name = "Created",
        Step = facts.ReceiptsByCallback == false ? NextStepKind.SetCallback : NextStepKind.None,
    };

    private static Story Dispatched(Phrases p) => new(
        $"The receipt of the phone is still to come. Operators in {p.Country} may take seconds, or days if the phone is off; some never send one.",
        $"Nothing. {p.Here}, and {p.Sender} did their part.",
        NotNow)
    { Headline = "Handed to the operator", Happened = $"Sinch passed the message to an operator in {p.Country}." };
}
