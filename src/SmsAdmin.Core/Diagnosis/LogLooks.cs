using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What the log alone tells of a message: nobody is asked.</summary>
internal static class LogLooks
{
    // Sinch's own words for "not from here, not to there": a trial plan meets each of them.
    private static readonly int[] NotAllowed = [402, 408, 412];

    /// <summary>How it stands; what has arrived, or was never meant to go, needs no further look.</summary>
    public static Look Log(MessageCase of) => new(LookedAt.Log, () =>
    {
        var (message, says) = (of.Message, Standing(of));
        EvidenceLine[] evidence =
        [
            new EvidenceLine("Asked for", $"by {message.RequestedBy}, from {OriginWords.Of(message.Origin)}, lane {message.Lane}", message.CreatedAt),
            .. message.SentAgainAs is { } again ? [new EvidenceLine("Sent again as", again.ToString())] : Array.Empty<EvidenceLine>(),
            .. message.BatchId is { } batch ? [new EvidenceLine("Batch", batch, message.AcceptedAt)] : Array.Empty<EvidenceLine>(),
            .. message.FinalAt is { } end ? [new EvidenceLine("Ended", message.State.ToString(), end)] : Array.Empty<EvidenceLine>(),
        ];
        return message switch
        {
            { IsTest: true } => Looks.Found(LookedAt.Log, says, Findings.Of(of, "message.test-key", of.Told.Headline), evidence),
            { State: MessageState.Delivered } when message.Origin != Origin.Odoo => Looks.Found(LookedAt.Log, says, Delivered(of), evidence),
            { State: MessageState.Cancelled } => Looks.Found(LookedAt.Log, says, Findings.Of(of, of.Taken ? "cancelled.at-sinch" : "cancelled.here", of.Taken ? "Cancelled after Sinch had taken it" : "Cancelled here, before it went to Sinch"), evidence),
            _ => Looks.Noted(LookedAt.Log, says, evidence),
        };
    });

    /// <summary>The operator has said that the phone has it.</summary>
    public static Finding Delivered(MessageCase of) => Findings.New(
        of, "message.delivered", ExplanationTone.Good,
        of.Message.FinalAt is { } at ? $"It was delivered at {of.By.At(at)}: ask for the recipient’s phone" : "It was delivered: ask for the recipient’s phone",
        of.Told.Why,
        $"Ask the recipient to look among blocked and filtered messages, on a second SIM, and at the number: it went to {of.To}. {of.Words.Here}, and {of.Words.Sender} work to {of.Words.Country}. If nothing is there, ask Sinch for the operator’s proof.") with
    {
        SendAgain = of.Told.SendAgain,
        LetterToSinch = Letters.Of(of, "This message is reported as delivered, and the recipient has nothing. Ask the operator for proof that its phone took it."),
    };

    public static Look Number(MessageCase of) => new(LookedAt.Number, () =>
    {
        var number = of.Message.To;
        EvidenceLine[] evidence = [new EvidenceLine("To", $"{of.To}, {number.CountryName ?? "no country"}, {KindOf(number)}")];
        return PhoneNumber.Parse(number.E164) switch
        {
            PhoneNumberReading.Valid => Looks.Fine(LookedAt.Number, $"{of.To} has the form of a number in {of.Words.Country}.", evidence),
            var reading when of is { Ended: true, Message.DeliveryCode: null or 0 } => Looks.Found(LookedAt.Number, Faults.Of(reading).Says, NoNumber(of, reading), evidence),
            var reading => Looks.Beside(LookedAt.Number, Faults.Of(reading).Says, evidence),
        };
    });

    public static Look Sender(MessageCase of) => new(LookedAt.Sender, () =>
    {
        EvidenceLine[] evidence = [new EvidenceLine("From", of.Words.SenderText ?? "chosen by Sinch"), new EvidenceLine("To", of.Words.Country)];
        if (!of.Words.LettersToNorthAmerica) return Looks.Fine(LookedAt.Sender, $"No rule that is known here keeps {of.Words.Sender} from {of.Words.Country}. Rules of single operators are Sinch’s to tell.", evidence);
        var says = $"{of.Words.SenderText} is made of letters, and no operator in {of.Words.Country} takes those.";
        // Where the recipient's own network answered, the sender had passed.
        var isCause = of.Ended && of.Told.Next.Kind is NextStepKind.ChangeSender or NextStepKind.AskSinch;
        return isCause ? Looks.Found(LookedAt.Sender, says, Letterless(of), evidence) : Looks.Beside(LookedAt.Sender, says, evidence);
    });

    public static Look TrialNumbers(MessageCase of) => new(LookedAt.TrialNumbers, () =>
    {
        var (words, plan) = (of.Words, of.Plan!.Plan);
        if (!words.IsTrial) return Looks.Fine(LookedAt.TrialNumbers, $"{plan.Name} is no trial plan: it may send to any number.");
        EvidenceLine[] evidence = [new EvidenceLine("Verified here", plan.VerifiedNumbers.Count == 0 ? "none" : $"{plan.VerifiedNumbers.Count}")];
        if (words.IsVerified) return Looks.Fine(LookedAt.TrialNumbers, $"{plan.Name} is a trial plan, and {of.To} is among its verified numbers.", evidence);
        var says = $"{plan.Name} is a trial plan, and {of.To} is not among its verified numbers.";
        var isCause = of.Ended && (of.Message.DeliveryCode is null or 0 || NotAllowed.Contains(of.Message.DeliveryCode.Value)) && of.Message.State is MessageState.Aborted or MessageState.Rejected && of.Taken;
        return isCause ? Looks.Found(LookedAt.TrialNumbers, says, Unverified(of), evidence) : Looks.Beside(LookedAt.TrialNumbers, says, evidence);
    });

    private static string Standing(MessageCase of)
    {
        var message = of.Message;
        if (message.OutcomeUnknown) return "It is being sent, and whether Sinch has it is not known.";
        var code = message.DeliveryCode is { } known ? $" with delivery code {known}" : message is { HttpStatus: { } status and not 201 } ? $" after HTTP status {status}" : "";
        return message.State.IsFinal() ? $"It ended as {message.State}{code}." : $"It stands at {message.State}{code}.";
    }

    private static string KindOf(PhoneNumber number) => number.Kind switch
    {
        PhoneNumberKind.Mobile => "a mobile number",
        PhoneNumberKind.FixedLine => "a landline",
        PhoneNumberKind.FixedLineOrMobile => "a mobile number or a landline",
        PhoneNumberKind.Unknown => "of no known kind",
        _ => "of a special kind",
    };

    private static Finding NoNumber(MessageCase of, PhoneNumberReading reading) => Findings.New(
        of, "number.not-valid", ExplanationTone.Bad, $"{of.To} cannot take an SMS",
        $"{Faults.Of(reading).Says} Sinch or an operator gave it up without a better reason.",
        $"Ask the recipient for the right number. {of.Words.OursIsRight}") with
    { Label = "Send to a corrected number", Href = "/send" };

    private static Finding Letterless(MessageCase of) => Findings.New(
        of, "sender.letters-to-north-america", ExplanationTone.Bad, $"A sender of letters does not reach {of.Words.Country}",
        $"It went out from {of.Words.SenderText}. Operators in the United States and Canada take numbers and short codes alone. {of.Told.Why}",
        $"Name a number of {of.Plan?.Plan.Name ?? "the plan"} as the sender to {of.Words.Country}, in place of {of.Words.SenderText}. If there is none, ask Sinch for one.") with
    {
        Label = of.Plan is null ? null : "Change the sender",
        Href = of.Plan?.Edit,
        LetterToSinch = Letters.Of(of, $"Our sender is made of letters, and messages to {of.Words.Country} do not arrive. Give this service plan a number that may send there."),
    };

    private static Finding Unverified(MessageCase of) => Findings.New(
        of, "trial.number-not-verified", ExplanationTone.Bad, $"A trial plan sends to verified numbers alone, and {of.To} is none",
        $"{of.Words.Plan} is a trial plan. {of.To} is not among the numbers that are verified for it here, and Sinch stopped the message. {of.Told.Why}",
        $"Verify the number in Sinch’s dashboard and add it to {of.Words.Here}; nothing else about {of.Words.Sender} has to change. Or make the trial a paid plan.") with
    {
        Label = "Add the verified number",
        Href = of.Plan!.Edit,
        LetterToSinch = Letters.Of(of, "This service plan is a trial. If the recipient is verified for it, tell us why the message was stopped; if not, tell us how the plan becomes a paid one."),
    };
}
