namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Answers to questions that send nothing: the same causes as for a message, without its fate.</summary>
internal static class AnswerStories
{
    private const string NothingSent = "Nothing was sent: this was only a question. Ask again once it is mended.";

    public static Explanation Explain(int? httpStatus, string? apiErrorCode, string? noAnswer, PlanFacts plan)
    {
        var p = new Phrases(plan, null);
        return httpStatus is >= 200 and < 300 && noAnswer is null
            ? Taken(httpStatus.Value, p)
            : Refused(httpStatus, apiErrorCode, noAnswer, p);
    }

    private static Explanation Taken(int status, Phrases p) => new(
        ExplanationTone.Good,
        $"Sinch takes {p.Plan}",
        null,
        Explainer.CodesOf(status, null, null, answerIsCause: false, receiptIsCause: false),
        With(p, $"SmsAdmin asked {p.Host}, and Sinch answered."),
        $"Service Plan ID, token and region belong together: {p.Here}.",
        $"Nothing. Send a test message through {p.Here}, from {p.Sender} to see that a receipt comes as well.",
        "Nothing was sent: this was only a question.",
        CanSendAgain: false,
        NextStep.Of(NextStepKind.None),
        null);

    private static Explanation Refused(int? status, string? apiErrorCode, string? noAnswer, Phrases p)
    {
        var story = noAnswer is null && status is { } answered
            ? HttpStories.Of(answered, apiErrorCode, p)
            : NoAnswerStories.Of(noAnswer ?? "Other", p);
        return new Explanation(
            ExplanationTone.Bad,
            story.Headline ?? (status is null || noAnswer is not null ? "No answer from Sinch" : $"Sinch refuses the question of {p.Plan}"),
            story.Name,
            Explainer.CodesOf(status, apiErrorCode, null, answerIsCause: true, receiptIsCause: false),
            With(p, status is null || noAnswer is not null
                ? $"SmsAdmin asked {p.Host} in the name of {p.Plan}, and no answer came."
                : $"SmsAdmin asked {p.Host} in the name of {p.Plan}, and the answer was HTTP status {status}."),
            story.Why,
            story.WhatToDo,
            NothingSent,
            CanSendAgain: false,
            NextStep.Of(story.Step),
            null);
    }

    private static string With(Phrases p, string happened) => p.Facts.IsSandbox ? $"{happened} {Explainer.Sandbox}" : happened;
}
