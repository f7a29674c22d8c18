using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What Sinch answered to the send, and what its receipt said.</summary>
internal static class AnswerLooks
{
    private const string Blocked = "blocked_account";

    /// <summary>The answer to the send, or why none came.</summary>
    public static Look Answer(MessageCase of) => new(LookedAt.Answer, () =>
    {
        var message = of.Message;
        EvidenceLine[] evidence = [.. message.Steps.Where(step => step.RawHead is not null && step.Kind is not MessageEventKind.Status).TakeLast(3).Select(step => new EvidenceLine($"{step.Kind}", step.RawHead!, step.At))];
        if (!of.IsRefused) return Looks.Fine(LookedAt.Answer, message.HttpStatus is null ? "Sinch was not yet asked to send it." : "Sinch took it with HTTP status 201.", evidence);
        // What an account was refused for is mended once Sinch takes the plan again; a block speaks for itself.
        if (message is { HttpStatus: 401 or 404, State: not MessageState.Rejected } && of.Plan is { Works: true } plan)
            return Looks.Found(LookedAt.Answer, $"Sinch refused {(message.HttpStatus == 404 ? "the plan" : "the token")} for this send, and takes it when asked now.", TakenAgain(of, plan, message.HttpStatus.Value), evidence);
        return Looks.Found(LookedAt.Answer, Said(of), Findings.Of(of, CodeOf(of), TitleOf(of), isKnown: !message.OutcomeUnknown), evidence);
    });

    /// <summary>What the receipt says of a message that Sinch had taken.</summary>
    public static Look DeliveryCode(MessageCase of) => new(LookedAt.DeliveryCode, () =>
    {
        var message = of.Message;
        EvidenceLine[] evidence = [.. message.Steps.Where(step => step.DeliveryCode is not null).Select(step => new EvidenceLine($"{step.State}", step.RawHead ?? step.Says ?? "", step.At) { Space = CodeSpace.DeliveryCode, Code = $"{step.DeliveryCode}" })];
        if (message.State != MessageState.Unknown && message.DeliveryCode is { } code && EndStories.IsCause(code))
        {
            var known = DeliveryCodes.Find(code);
            var title = $"{Ended(message.State)}: {(known.IsKnown ? LowerFirst(known.Name) : "a reason that Sinch does not list")}, delivery code {code}";
            return Looks.Found(LookedAt.DeliveryCode, $"The receipt says {message.State}, delivery code {code}: {known.Name}.", Findings.Of(of, $"delivery.{code}", title), evidence);
        }

        var says = message.DeliveryCode is { } other ? $"The receipt says {message.State}, delivery code {other}, which gives no reason." : $"The receipt says {message.State} and gives no reason.";
        return Looks.Found(LookedAt.DeliveryCode, says, Findings.Of(of, $"ended.{message.State.ToString().ToLowerInvariant()}", $"{of.Told.Headline}. No reason is given", isKnown: false), evidence);
    });

    private static Finding TakenAgain(MessageCase of, PlanCase plan, int status) => Findings.New(
        of, $"http.{status}", ExplanationTone.Warning, $"Sinch refused this send with HTTP status {status}, and takes {of.Words.Plan} when asked now",
        $"{(status == 404 ? "An unknown plan" : "A refused token")} is answered to every question, and this one was answered to the send alone. So {(status == 404 ? "plan or address" : "the token")} was put right meanwhile, or something between SmsAdmin and {of.Words.Host} answers sends in Sinch’s place. {plan.Meanwhile}".TrimEnd(),
        $"Wait half a minute: SmsAdmin asks by itself and goes on with {of.Words.Here}, and {of.Words.Sender}. If it is refused again, look for a proxy on the way, then ask Sinch.") with
    {
        Label = "Watch the queue",
        Href = "/queue",
        LetterToSinch = Letters.Of(of, $"A send was refused with HTTP status {status} though the same plan and token are taken for other requests. Tell us why."),
    };

    private static string CodeOf(MessageCase of) => of.Message switch
    {
        { NoAnswer: { } kind } => CauseCode.OfNetwork(kind),
        { ApiErrorCode: { } code } when ApiErrorCodes.Find(code) is { } known => $"api.{known.Code}",
        { HttpStatus: 400 or 403, ApiErrorCode: { Length: > 0 } code } => $"api.{code}",
        var message => $"http.{message.HttpStatus}",
    };

    private static string TitleOf(MessageCase of) => of.Message switch
    {
        { OutcomeUnknown: true } => $"Outcome unknown: {Met(of)}",
        // A block stops the plan, and its headline says so better than any code.
        { ApiErrorCode: Blocked } => of.Told.Headline,
        { State: MessageState.Queued } => of.Told.Headline,
        _ => $"Not sent: {Met(of)}",
    };

    private static string Met(MessageCase of) => of.Message switch
    {
        { NoAnswer: not null } => $"{LowerFirst(of.Told.Name ?? "no answer")}, and no answer came",
        { ApiErrorCode: { } code } when ApiErrorCodes.Find(code) is not null => $"{LowerFirst(of.Told.Name!)} (API error code {code})",
        { ApiErrorCode: { Length: > 0 } code } => $"API error code {code}, which Sinch does not list",
        var message => $"{LowerFirst(of.Told.Name ?? "refused")}, HTTP status {message.HttpStatus}",
    };

    private static string Said(MessageCase of) => of.Message is { NoAnswer: not null } ? $"No answer came: {LowerFirst(of.Told.Name ?? "the exchange failed")}." : $"Sinch answered HTTP status {of.Message.HttpStatus}{(of.Message.ApiErrorCode is { Length: > 0 } code ? $", API error code {code}" : "")}.";

    private static string Ended(MessageState state) => state switch
    {
        MessageState.Expired => "Its time ran out",
        MessageState.Rejected => "Refused by the operator",
        MessageState.Aborted => "Stopped by Sinch",
        MessageState.Deleted => "Deleted by the operator",
        _ => "Not delivered",
    };

    // Names such as SMSC and TLS keep their capitals.
    private static string LowerFirst(string name) => name.Length < 2 || char.IsUpper(name[1]) || char.IsDigit(name[1]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
