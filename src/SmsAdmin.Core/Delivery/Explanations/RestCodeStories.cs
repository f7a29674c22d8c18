using System.Collections.Frozen;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>
/// Number space: delivery codes 400 to 418, given by Sinch itself. They look like HTTP statuses and are none, so no story
/// here speaks of addresses and tokens.
/// </summary>
internal static class RestCodeStories
{
    private static readonly FrozenDictionary<int, Func<Phrases, Story>> ByCode = new Dictionary<int, Func<Phrases, Story>>
    {
        [400] = OnItsWay,
        [401] = OnItsWay,

        [402] = p => new(
            $"Sinch found no operator that takes this message to {p.Country} from {p.Sender}. {NorthAmerica(p)}".TrimEnd(),
            $"Ask Sinch which senders {p.Account} may use to {p.Country}, or choose another sender.",
            "No. There would be no way again, until sender or plan is changed.")
        { Step = NextStepKind.AskSinch, Ask = $"Messages to {p.Country} end as unroutable. Tell us which senders this service plan may use there, or open a route." },

        [403] = p => new(
            "Sinch failed inside and gave the message up. This is a delivery code: it does not mean that something is forbidden.",
            $"Send it again. If others of {p.Here}, and {p.Sender} end the same way, ask Sinch.",
            "Yes. It may well go through now.")
        { Step = NextStepKind.AskSinch, CanSendAgain = true, Ask = "A message was aborted with an internal error. Tell us the cause." },

        [404] = p => new(
            "Sinch could not pass the message on just then and stopped trying. This is a delivery code: it does not mean that something was not found.",
            $"Send it again in a few minutes. {p.Here}, and {p.Sender} are right; if it keeps happening to {p.Country}, ask Sinch.",
            "Yes, in a few minutes. The fault is temporary.")
        { Step = NextStepKind.AskSinch, CanSendAgain = true, Ask = $"Messages to {p.Country} end with a temporary delivery failure. Tell us whether a route is disturbed, and until when." },

        [405] = p => new(
            "The text holds a placeholder such as ${name} that has no value for this recipient. Text that only looks like one counts too.",
            $"Give a value or a default for each placeholder, or take ${{…}} out of the text. {p.Here}, and {p.Sender} are right.",
            "No. Write the text with its values instead.")
        { Step = NextStepKind.ChangeText },

        [406] = p => new(
            $"Its time ran out in Sinch’s queue, before an operator had it. The queue of {p.Plan} is first in, first out: a big mailing ahead of it, or a short deadline, does this.",
            $"If the text still matters, send it again. If mailings share {p.Here}, with one-time codes, give the codes a plan of their own; {p.Sender} is not the cause.",
            "Yes, if the text still matters.")
        { CanSendAgain = true },

        [407] = p => new(
            "Somebody cancelled it before it reached an operator: here, in Sinch’s dashboard, or by a program with the same token.",
            $"Nothing, if that was meant. If nobody of yours did it, put in a new token for {p.Here}; {p.Sender} is not the cause.",
            "Only if it was cancelled by mistake.")
        { CanSendAgain = true },

        [408] = p => new(
            "Sinch refused it inside, by a rule of its own: most often the sender, the content or an agreement that does not cover it. This is a delivery code: no request took too long.",
            $"Ask Sinch which rule stopped {p.Account}.",
            "No. The rule would stop it again.")
        { Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} was rejected inside Sinch. Tell us which rule stopped it and what has to change." },

        [409] = p => new(
            $"The price to {p.Country} is above the highest price that is set for {p.Plan}. This is an old setting of Sinch’s.",
            $"Ask Sinch to raise or remove the price limit for {p.Account}.",
            "No. The price would be too high again.")
        { Step = NextStepKind.AskSinch, Ask = $"Messages to {p.Country} are stopped because the price is above a limit. Raise or remove the price limit of this service plan." },

        [410] = p => new(
            $"Sinch was to choose the sender for {p.Plan}, and has none that fits {p.Country}.",
            $"Name a sender for {p.Country} in {p.Here}, in place of {p.Sender}. Or ask Sinch to add one for {p.Country}.",
            "Yes, once it has a sender.")
        { Step = NextStepKind.ChangeSender, Ask = $"The default originators of this service plan have none for {p.Country}. Add one." },

        [411] = p => new(
            $"The text needs more parts than was allowed. It has {p.Size}{(p.IsUnicode ? ", and UCS-2 halves what fits in a part" : "")}.",
            $"Shorten the text{(p.IsUnicode ? " or replace the characters that force UCS-2" : "")}, or allow more parts. {p.Here}, and {p.Sender} are right.",
            "No. Write a shorter text instead.")
        { Step = NextStepKind.ChangeText },

        [412] = Unprovisioned,

        [413] = p => new(
            $"Sinch has blocked the account of {p.Plan}, possibly because its credit is used up.",
            $"Top up in Sinch’s dashboard. If there is credit, ask Sinch why {p.Account} is blocked.",
            "Yes, once the account is open again.")
        { Step = NextStepKind.TopUp, Ask = "Messages are stopped because our account is blocked. Tell us why, and what we have to do." },

        [414] = p => new(
            "The picture or file of a multimedia message could not be fetched from its address, or is of a kind that is not taken.",
            $"Open the address in a browser without signing in, then send again from {p.Here}. {p.NotTheSender}",
            "No. Correct the address first.")
        { Step = NextStepKind.ChangeText },

        [415] = p => Media(p, "was refused by the recipient’s side: the operator or the phone did not want it", "No. It would be refused again."),
        [416] = p => Media(p, "could not be shown: the recipient’s phone or operator does not take multimedia messages", "No. Send a plain text instead."),
        [417] = p => Media(p, "did not reach the phone: it was off or out of reach", "Yes, later, when the phone is on.") with { CanSendAgain = true },
        [418] = p => Media(p, "was not recognised by the recipient’s operator", "No. Send a plain text instead."),
    }.ToFrozenDictionary();

    /// <summary>Nothing for a code outside 400 to 418.</summary>
    public static Story? Find(int code, Phrases p) => ByCode.TryGetValue(code, out var story) ? story(p) : null;

    private static Story OnItsWay(Phrases p) => new(
        "This delivery code tells how far the message is. It is news, not an error.",
        $"Nothing. {p.Here}, and {p.Sender} did their part; the receipt will tell the end.",
        "Not now. It is on its way, and sending again would make two.");

    private static Story Unprovisioned(Phrases p) => p switch
    {
        { IsTrial: true, IsVerified: false } => new(
            $"{p.Plan} is not allowed to send to {p.Number} in {p.Country}. It is a trial plan: those send only to numbers verified in Sinch’s dashboard, and this one is not in the list here.",
            $"Verify the number in Sinch’s dashboard and add it to {p.Here}. If it is verified there, ask Sinch to open {p.Country} for {p.Account}.",
            "Not yet. It would fail the same way until the number is verified.")
        { Step = NextStepKind.AddVerifiedNumber, Ask = Open(p) },
        { IsTrial: true } => new(
            $"{p.Plan} is not allowed to send to {p.Country}. It is a trial plan, and the number is in its list of verified numbers, so it is the country that is closed.",
            $"Ask Sinch to open {p.Country} for {p.Account}, or to make the trial a paid plan.",
            "Not yet. It would fail the same way until Sinch opens the country.")
        { Step = NextStepKind.AskSinch, Ask = Open(p) },
        _ => new(
            $"{p.Plan} is not allowed to send to {p.Country}. {NorthAmerica(p)}".TrimEnd(),
            $"Ask your Sinch account manager to open {p.Country} for {p.Account}. The request is written for you, ready to paste.",
            "Not yet. It would fail the same way until Sinch opens the country.")
        { Step = NextStepKind.AskSinch, Ask = Open(p) },
    };

    private static string Open(Phrases p) => $"Open {p.Country} for this service plan. Messages there are aborted as unprovisioned.";

    private static string NorthAmerica(Phrases p) =>
        p.LettersToNorthAmerica ? "The sender is made of letters, which no operator in the United States and Canada takes." : "";

    private static Story Media(Phrases p, string what, string again) => new(
        $"The multimedia message {what}.",
        $"Send a plain text, which every phone takes, or ask the recipient. {p.Here}, and {p.Sender} are right.",
        again)
    { Step = NextStepKind.ChangeText };
}
