using System.Globalization;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>Asks Sinch, by reading alone, what it has of a message, and why nothing of it came back.</summary>
internal sealed class SinchLooks(Plans plans, SinchClient sinch, CallbackAddress callbacks)
{
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);
    private static readonly TimeSpan SoonEnough = TimeSpan.FromMinutes(1);

    /// <summary>A send whose outcome is open: whether Sinch knows its reference.</summary>
    public Look Reference(MessageCase of, PlanCase plan) => new(LookedAt.AtSinch, async ct =>
    {
        if (await plans.OpenAsync(plan.Plan.Id, ct) is not { } open) return Looks.CannotKnow(LookedAt.AtSinch, $"{plan.Plan.Name} cannot be asked.");
        var reference = of.Message.Id.ToString("D", CultureInfo.InvariantCulture);
        var since = (of.Message.SendAt ?? of.Message.CreatedAt) - ClockSlack;
        var result = await sinch.ListBatchesAsync(open.Endpoint, new BatchQuery { ClientReference = reference, StartAt = since, PageSize = 1 }, ct);
        var asked = Asked(of, plan, result.Exchange);
        return result switch
        {
            SinchResult<BatchPage>.Answered { Value.Batches: [var batch, ..] } => Looks.Found(LookedAt.AtSinch, "Sinch has it: it knows its reference.", FoundThere(of, batch), asked, new EvidenceLine("Batch", batch.Id)),
            SinchResult<BatchPage>.Answered => Looks.CannotKnow(LookedAt.AtSinch, "Sinch does not know its reference yet. A slow request can still land.", asked),
            _ => Looks.CannotKnow(LookedAt.AtSinch, "Sinch could not be asked for its reference.", asked),
        };
    });

    /// <summary>A message that Sinch took: what its receipt says there, though none ended it here.</summary>
    public Look Receipt(MessageCase of, PlanCase plan) => new(LookedAt.AtSinch, async ct =>
    {
        if (await plans.OpenAsync(plan.Plan.Id, ct) is not { } open) return Looks.CannotKnow(LookedAt.AtSinch, $"{plan.Plan.Name} cannot be asked.");
        var result = await sinch.GetRecipientReportAsync(open.Endpoint, of.Message.BatchId!, of.Message.To.Digits, ct);
        var asked = Asked(of, plan, result.Exchange);
        if (result is not SinchResult<RecipientReport>.Answered { Value: var report })
        {
            return result is SinchResult<RecipientReport>.Refused { HttpStatus: 404 }
                ? Looks.CannotKnow(LookedAt.AtSinch, "Sinch has no report of this batch. It keeps them for 14 days.", asked)
                : Looks.CannotKnow(LookedAt.AtSinch, "Sinch could not be asked for its report.", asked);
        }

        of.AtSinch = report.Status;
        var answered = new EvidenceLine("Answered", report.Status.Value, report.At) { Space = report.Code is null ? null : CodeSpace.DeliveryCode, Code = report.Code?.ToString(CultureInfo.InvariantCulture) };
        return report.Status.IsFinal
            ? Looks.Found(LookedAt.AtSinch, $"Sinch knows the end: {report.Status.Value}.", NotTold(of, plan, report), asked, answered)
            : Looks.Fine(LookedAt.AtSinch, $"Sinch has no end either: {report.Status.Value}.", asked, answered);
    });

    /// <summary>No end is known anywhere: how long it is silent, and who could know.</summary>
    public Look Silence(MessageCase of, PlanCase plan) => new(LookedAt.Receipts, () =>
    {
        var message = of.Message;
        var silent = of.Now - (message.AcceptedAt ?? message.CreatedAt);
        EvidenceLine[] evidence =
        [
            new EvidenceLine("Asked of Sinch", callbacks.For(plan.Plan) is { } address ? $"to post receipts to {address.Authority}" : "nothing; receipts are polled"),
            .. plan.Plan.LastReceiptAt is { } last ? [new EvidenceLine("Last receipt", $"of any message of {plan.Plan.Name}", last)] : Array.Empty<EvidenceLine>(),
        ];
        var isDispatched = message.State == MessageState.Dispatched || of.AtSinch == DeliveryStatus.Dispatched;
        if (silent < SoonEnough) return Looks.Found(LookedAt.Receipts, $"It was accepted {Phrases.Span(silent)} ago.", Young(of, silent), evidence);
        return isDispatched
            ? Looks.Found(LookedAt.Receipts, $"The operator has it, and has told nothing for {Phrases.Span(silent)}.", OperatorSilent(of, silent), evidence)
            : Looks.Found(LookedAt.Receipts, $"Sinch has had it for {Phrases.Span(silent)}, and tells of no operator.", SinchSilent(of, silent), evidence);
    });

    private static EvidenceLine Asked(MessageCase of, PlanCase plan, Exchange exchange) =>
        new("Asked", of.By.Show(RawText.Head(exchange, plan.Plan.ServicePlanId), of.Message.To), exchange.StartedAt);

    private static Finding FoundThere(MessageCase of, Batch batch) => Findings.New(
        of, "outcome.found-at-sinch", ExplanationTone.Warning, "Sinch has it; only its answer was lost",
        $"The send ended {(of.Message.HttpStatus is { } status ? $"with HTTP status {status}" : "without an answer")}, and Sinch had accepted it all the same, as batch {batch.Id}. {of.Words.Here}, and {of.Words.Sender} are right.",
        "Nothing, and send nothing again: it would arrive twice. SmsAdmin looks it up by itself and goes on from there.") with
    {
        SendAgain = "No. It would arrive twice.",
        Label = "Watch the message",
        Href = of.Page,
        LetterToSinch = Letters.Of(of, $"A send was accepted as batch {batch.Id}, but not answered with HTTP status 201. Tell us why."),
    };

    // The end is known there and not here: what kept it from coming?
    private Finding NotTold(MessageCase of, PlanCase plan, RecipientReport report)
    {
        var at = report.At is { } instant ? $" at {of.By.At(instant)}" : "";
        var code = report.Code is { } known and not 0 ? $", delivery code {known} ({DeliveryCodes.Find(known).Name})" : "";
        var end = $"{report.Status.Value}{at}{code}";
        if (callbacks.For(plan.Plan) is not { } address)
        {
            return Findings.New(
                of, "receipts.no-address", ExplanationTone.Warning, $"Sinch knows its end, and cannot tell SmsAdmin: {end}",
                $"SmsAdmin has no public address, so Sinch is asked to post no receipts for {of.Words.Here}; they are fetched every few seconds while SmsAdmin runs. This one was not fetched yet.",
                $"Set PublicBaseUrl to the address at which Sinch reaches SmsAdmin, and restart. {of.Words.Sender} has no part in it.") with
            { Label = "Set the public address", Href = "/settings", SendAgain = AgainAfter(report) };
        }

        return Findings.New(
            of, "receipts.not-coming", ExplanationTone.Warning, $"Sinch knows its end, and its receipt did not reach {address.Authority}: {end}",
            $"Sinch was asked to post receipts of {of.Words.Here} to {address.Authority}, and this one is not here. {(plan.Plan.LastReceiptAt is { } last ? $"The last one came at {of.By.At(last)}." : "None ever came.")} SmsAdmin asks for it instead, which is slower.",
            $"See that Sinch reaches {address.Authority} from outside: name, certificate, firewall, proxy, and what its callbacks must prove. {of.Words.Sender} has no part in it.") with
        {
            Label = "See what callbacks must prove",
            Href = plan.Plan.Source == PlanSource.Storage ? $"/credentials/{plan.Plan.Id}/callbacks" : "/settings",
            SendAgain = AgainAfter(report),
            LetterToSinch = Letters.Of(of, $"You know the end of this message, and we got no receipt. Tell us what your callback to {address.Authority} was answered."),
        };
    }

    private static string AgainAfter(RecipientReport report) => report.Status == DeliveryStatus.Delivered ? "No. It has arrived." : "Not before its receipt is here and tells why it ended.";

    private static Finding Young(MessageCase of, TimeSpan silent) => Findings.New(
        of, "receipts.too-early", ExplanationTone.OnTheWay, $"Sinch took it {Phrases.Span(silent)} ago: it is on its way",
        $"No end is known here or at Sinch, and {Phrases.Span(silent)} is no long time. {of.Told.Why}",
        $"Wait a minute, then look again. {of.Words.Here}, and {of.Words.Sender} did their part.") with
    { Label = "Watch the message", Href = of.Page };

    private static Finding OperatorSilent(MessageCase of, TimeSpan silent) => Findings.New(
        of, "receipts.operator-silent", ExplanationTone.Warning, $"An operator in {of.Words.Country} has it, and has told nothing for {Phrases.Span(silent)}",
        $"Sinch handed it over and has no receipt either. The phone may be off, for days even; some operators send no receipt at all. {of.Words.Here}, and {of.Words.Sender} did their part.",
        "Ask the recipient whether it came and whether the phone is on. If it did not come, ask Sinch what the operator says.") with
    {
        IsKnown = false,
        SendAgain = "Only if the recipient says that nothing came: it may arrive twice.",
        LetterToSinch = Letters.Of(of, $"This message was dispatched {Phrases.Span(silent)} ago and has no final receipt. Ask the operator what became of it."),
    };

    private static Finding SinchSilent(MessageCase of, TimeSpan silent) => Findings.New(
        of, "receipts.sinch-silent", ExplanationTone.Warning, $"Sinch took it {Phrases.Span(silent)} ago, and tells of no operator",
        $"Asked now, Sinch has no news of it{(of.AtSinch is { } status ? $": {status.Value}" : "")}. Its queue for {of.Words.Plan} is first in, first out, so a big mailing may stand before it; or its receipts are lost on the way.",
        $"Look whether other messages of {of.Words.Here}, and {of.Words.Sender} arrive. If they do, ask Sinch for this one.") with
    {
        IsKnown = false,
        SendAgain = "Only if the recipient says that nothing came: it may arrive twice.",
        Label = "See messages of the same number",
        Href = $"/messages?same={of.Message.Id}",
        LetterToSinch = Letters.Of(of, $"You accepted this message {Phrases.Span(silent)} ago, and its report still tells of no operator. Tell us where it is."),
    };
}
