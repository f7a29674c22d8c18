using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>What is told of a message that has ended: its state says what happened, its code says why.</summary>
internal static class EndStories
{
    public static Story Of(ExplainFacts facts, Phrases p) => facts switch
    {
        { State: MessageState.Delivered } => Delivered(p),
        { State: MessageState.Unknown } => NoReceipt(p),
        { State: MessageState.Cancelled } => Cancelled(facts, p),
        { State: MessageState.Deleted, DeliveryCode: null or 0 } => Deleted(p),
        _ when IsCause(facts.DeliveryCode) => DeliveryCodeStories.Of(DeliveryCodes.Find(facts.DeliveryCode!.Value), p),
        { BatchId: null } when OnTheWayStories.LastAnswer(facts, p) is { } answer => Refused(facts, answer),
        { State: MessageState.Expired, BatchId: null } => OwnDeadline(p),
        _ => DeliveryCodeStories.NoReason(p) with { Name = facts.DeliveryCode is 0 ? DeliveryCodes.Find(0).Name : null },
    };

    /// <summary>Whether a delivery code can explain an end: 400 and 401 are news of the way, and 0 says nothing.</summary>
    public static bool IsCause(int? deliveryCode) => deliveryCode is not (null or 0 or 400 or 401);

    public static string Headline(MessageState state) => state switch
    {
        MessageState.Delivered => "Delivered",
        MessageState.Failed => "Not delivered: the operator could not bring it to the phone",
        MessageState.Rejected => "Not delivered: the operator refused it",
        MessageState.Aborted => "Not delivered: Sinch stopped it before it reached an operator",
        MessageState.Expired => "Not delivered: its time ran out",
        MessageState.Deleted => "Not delivered: the operator deleted it",
        MessageState.Cancelled => "Cancelled before it reached an operator",
        _ => "Not known whether it arrived: the operator sent no receipt",
    };

    public static string Happened(ExplainFacts facts, Phrases p)
    {
        var later = facts is { AcceptedAt: { } accepted, FinalAt: { } final } && final > accepted ? $" {Phrases.Span(final - accepted)} later" : "";
        return facts.State switch
        {
            MessageState.Delivered => $"Sinch took the message, and the phone confirmed it{later}.",
            MessageState.Failed => $"Sinch handed the message to an operator, which gave it up{later}.",
            MessageState.Rejected => $"Sinch took the message, and the operator’s message centre refused it{later}. It never reached a phone.",
            MessageState.Aborted => $"Sinch took the message and aborted it{later}. It never reached a phone.",
            MessageState.Expired => $"Sinch took the message and gave it up{later}, because its time was over.",
            MessageState.Deleted => $"An operator had the message and deleted it{later} before it reached the phone.",
            MessageState.Cancelled => $"It was cancelled{later} before it reached an operator.",
            _ => "An operator took the message and never told what became of it.",
        };
    }

    private static Story Delivered(Phrases p) => new(
        $"The operator’s receipt says that the phone has it. Receipts of operators in {p.Country} are their word, not proof that somebody read it.",
        $"Nothing. {p.Here}, and {p.Sender} work to {p.Country}. If the recipient sees nothing, ask for blocked senders and a second SIM.",
        "No. It has arrived.");

    private static Story NoReceipt(Phrases p) => new(
        $"Some operators send no receipt, or one that Sinch cannot read. Messages to {p.Country} that end so have often arrived.",
        $"Ask the recipient whether it came. {p.Here}, and {p.Sender} did their part.",
        "Only if the recipient says that nothing came: it may arrive twice.")
    { CanSendAgain = true, Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} ended as unknown. Tell us what the operator answered." };

    private static Story Cancelled(ExplainFacts facts, Phrases p) => new(
        facts.BatchId is null
            ? "Somebody cancelled it here, before it went to Sinch. Its quota was given back."
            : "Somebody cancelled it: here, in Sinch’s dashboard, or by a program with the same token.",
        $"Nothing, if that was meant. {p.Here}, and {p.Sender} are right.",
        "Only if it was cancelled by mistake.")
    {
        CanSendAgain = true,
        Name = facts.DeliveryCode is { } code ? DeliveryCodes.Find(code).Name : null,
        Happened = facts.BatchId is null ? "It was cancelled while it waited here. Sinch never had it." : null,
    };

    private static Story Deleted(Phrases p) => new(
        "An operator does this with numbers that are not in use, and for people who have asked to get no more from a sender.",
        $"Ask the recipient in another way whether {p.Number} is right and whether they stopped the messages of {p.Sender}. {p.Here}, is not the cause.",
        "No. It would be deleted again.")
    { Step = NextStepKind.CorrectNumber };

    private static Story Refused(ExplainFacts facts, Story answer) => answer with
    {
        Headline = "Not sent: Sinch refused it",
        Happened = facts.HttpStatus is { } status
            ? $"Sinch answered HTTP status {status} and did not take the message. Nothing reached a phone, and its quota was given back."
            : "Sinch did not take the message. Nothing reached a phone, and its quota was given back.",
    };

    private static Story OwnDeadline(Phrases p) => new(
        $"It waited here until the last instant at which it was still wanted. {p.Plan} was paused, busy or out of reach for so long.",
        $"See in the queue what {p.Here}, waits for, and mend that first; {p.Sender} is not the cause.",
        "Yes, if the text still matters and the plan works.")
    {
        CanSendAgain = true,
        Step = NextStepKind.WaitForRetry,
        Headline = "Not sent: its deadline passed first",
        Happened = "SmsAdmin never sent it, because its deadline passed first. Its quota was given back.",
    };
}
