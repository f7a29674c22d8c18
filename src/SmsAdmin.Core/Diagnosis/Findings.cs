using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>Makes findings of what others have found already.</summary>
internal static class Findings
{
    /// <summary>What the message's own explanation says.</summary>
    public static Finding Of(MessageCase of, string code, string title, bool isKnown = true)
    {
        var told = of.Told;
        var (label, href) = WayOf(told.Next, of);
        return new Finding(code, told.Tone, title, $"{told.WhatHappened} {told.Why}", told.WhatToDo)
        {
            Concerns = Concerns(of),
            IsKnown = isKnown,
            Codes = told.Codes,
            SendAgain = told.SendAgain,
            Label = label,
            Href = href,
            LetterToSinch = Letters.Of(of) ?? (isKnown ? null : Letters.Of(of, "Tell us whether you accepted this message, and what became of it.")),
        };
    }

    /// <summary>A cause that the diagnosis found beyond what the log tells.</summary>
    public static Finding New(MessageCase of, string code, ExplanationTone tone, string title, string why, string whatToDo) =>
        new(code, tone, title, why, whatToDo) { Concerns = Concerns(of), Codes = of.Told.Codes, SendAgain = of.Told.SendAgain };

    public static Finding New(PlanCase of, string code, ExplanationTone tone, string title, string why, string whatToDo) =>
        new(code, tone, title, why, whatToDo) { Concerns = of.Words.Account };

    /// <summary>What an item of the checklist found, asked just now.</summary>
    public static Finding Of(ItemResult item, PlanCase of)
    {
        var mend = item.Mend ?? new Mend("");
        return new Finding(item.Code ?? item.Item.ToString(), ExplanationTone.Bad, item.Says.TrimEnd('.'), $"{item.Cause} {of.Meanwhile}".TrimEnd(), mend.Says)
        {
            Concerns = of.Words.Account,
            Label = mend.Label,
            Href = mend.Label is null ? null : mend.Href ?? (mend.Deed == Deed.ResumePlan ? "/queue" : of.Edit),
            Evidence = item.Evidence,
            LetterToSinch = AskOf(item.Code) is { } ask ? Letters.Of(of, ask, item.Evidence) : null,
        };
    }

    private static string Concerns(MessageCase of) => of.Plan is null ? $"A plan that was removed, {of.Words.Sender}" : of.Words.Account;

    private static string? AskOf(string? code) => code switch
    {
        CauseCode.TokenRefused or CauseCode.PlanUnknown => "This service plan and its token are refused in every region. Tell us whether the plan exists, in which region it lives, and whether its token was renewed.",
        CauseCode.AccountBlocked => "Our account is blocked. Tell us why, and what we have to do so that this service plan may send again.",
        CauseCode.SinchFails => "Our requests are answered with a server error. Tell us what is wrong, and until when.",
        _ => null,
    };

    // Nearer than the explanation knows: the plan's own pages, and this message's timeline.
    private static (string? Label, string? Href) WayOf(NextStep next, MessageCase of)
    {
        if (next.Kind is NextStepKind.None or NextStepKind.AskSinch) return (null, null);
        if (next.Kind == NextStepKind.ReadExchange) return (next.Label, $"{of.Page}{next.Href}");
        if (of.Plan is not { } plan || next.Href != "/credentials") return (next.Label, next.Href);
        return (next.Label, next.Kind switch
        {
            NextStepKind.PutInToken when plan.Edit != plan.Card => $"/credentials/{plan.Plan.Id}/token",
            NextStepKind.ChangeSender or NextStepKind.AddVerifiedNumber => plan.Edit,
            _ => plan.Card,
        });
    }
}
