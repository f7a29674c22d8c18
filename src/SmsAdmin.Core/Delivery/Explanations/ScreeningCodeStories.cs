using System.Collections.Frozen;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Number space: delivery codes of the networks that speak of the sender, the content or a filter. Some mean more in the United States.</summary>
internal static class ScreeningCodeStories
{
    private const string Register = "the register of senders that operators in the United States require (10DLC)";

    private static readonly FrozenDictionary<int, Func<Phrases, Story>> ByCode = new Dictionary<int, Func<Phrases, Story>>
    {
        [15] = p => Content(p, p.ToUnitedStates
            ? "An operator in the United States took the message for spam"
            : "A filter on the way stopped the message: it looked like spam, or like something that its sender may not send"),
        [62] = p => Content(p, p.ToUnitedStates
            ? "Sinch’s own spam filter for the United States stopped the message for a word in it"
            : "A filter on the way stopped the message for a word in it"),

        [19] = p => SenderBlocked(p, "The message seems to come from somewhere else than its sender says"),
        [60] = p => SenderBlocked(p, p.ToUnitedStates
            ? $"The sender is blocked: its campaign is not active in {Register}"
            : "The sender is blocked, or not registered in this country"),
        [63] = p => SenderBlocked(p, "The operator blocks the message centre that the message came through"),
        [250] = p => SenderBlocked(p, "The sender’s own subscription lets it send to chosen numbers only, and this one is not among them"),
        [251] = p => SenderBlocked(p, "The sender’s own subscription blocks this recipient"),
        [252] = p => SenderBlocked(p, "The sender’s operator lets it send to chosen numbers only, and this one is not among them"),
        [253] = p => SenderBlocked(p, "The sender’s operator blocks this recipient for it"),
        [310] = p => SenderBlocked(p, "The operator refuses the sender as invalid"),
        [311] = p => SenderBlocked(p, "The operator refuses the numbering plan of the sender"),
        [312] = p => SenderBlocked(p, "The operator refuses this type of sender: number, short code or letters"),

        [64] = p => new(
            p.ToUnitedStates
                ? $"The sender has used up what {Register} allows it for a day or a minute."
                : "The sender has used up what the operator allows it for a while.",
            $"Send it again tomorrow, or spread the messages of {p.Here}, over more time. If it comes often, ask Sinch to raise the limit of {p.Sender}.",
            "Yes, tomorrow. The limit holds until then.")
        { Step = NextStepKind.AskSinch, Ask = "Messages are blocked because a sending limit is used up. Tell us the limit of this sender, and how it is raised." },

        [65] = p => new(
            "The message came round in a circle between operators and was stopped.",
            $"Ask Sinch to mend the route to {p.Country} for {p.Account}.",
            "Not yet. It would go round again until Sinch mends the route.")
        { Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} was stopped because a loop was detected. Mend the route." },

        [66] = p => new(
            $"The operator blocks the encoding of the text: it was sent as {p.Size}.",
            p.IsUnicode
                ? $"Replace the characters that force UCS-2 and send the text as GSM-7. {p.Here}, and {p.Sender} are right."
                : $"Ask Sinch which encodings {p.Account} may use to {p.Country}.",
            "No. Write the text in other characters instead.")
        { Step = p.IsUnicode ? NextStepKind.ChangeText : NextStepKind.AskSinch, Ask = $"Messages to {p.Country} are blocked for their data coding scheme. Tell us which ones pass." },

        [67] = p => new(
            $"The operator blocks a header in the message. Long texts carry one in each part; this one has {p.Size}.",
            $"Shorten the text to one part. If it has one part already, ask Sinch about {p.Account}.",
            "No. Write a shorter text instead.")
        { Step = NextStepKind.ChangeText, Ask = $"A message to {p.Country} was blocked for an information element in its header. Tell us which one." },

        [339] = p => Shape(p, "The operator refuses how long the message may be kept for delivery", "Leave the deadline out, or make it shorter than three days", NextStepKind.None),
        [340] = p => Shape(p, "The operator refuses the time that the message was scheduled for", "Leave the time out: SmsAdmin can wait itself", NextStepKind.None),
        [342] = p => Shape(p, "The operator refuses the class of the message, as that of a flash message", "Send it as an ordinary message", NextStepKind.ChangeText),
        [343] = p => Shape(p, $"The operator refuses the length of the message: {p.Size}", "Shorten the text", NextStepKind.ChangeText),

        [349] = p => new(
            p.ToUnitedStates
                ? "The operator refused the message without a reason. In the United States this is most often a block by AT&T, over the content or the sender."
                : "The operator refused the message without a reason.",
            $"Ask Sinch what stopped {p.Account} to {p.Country}. Until it is known, another wording may pass.",
            "Not unchanged. It would most likely be refused again.")
        { Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} was refused by the operator without a reason. Ask the operator for it." },
    }.ToFrozenDictionary();

    /// <summary>Nothing for a code that speaks neither of sender nor of content.</summary>
    public static Story? Find(int code, Phrases p) => ByCode.TryGetValue(code, out var story) ? story(p) : null;

    private static Story Content(Phrases p, string why) => new(
        $"{why}.",
        $"Write it in other words: no shortened links, no capitals throughout, and say who you are. If it is the same, ask Sinch to look at {p.Account}.",
        "Not unchanged. The filter would stop it again.")
    { Step = NextStepKind.ChangeText, Ask = $"A message to {p.Country} was stopped by a filter. Tell us which rule it met, and how this sender is cleared." };

    private static Story SenderBlocked(Phrases p, string why) => new(
        $"{why}. {(p.LettersToNorthAmerica ? "It is made of letters, which no operator in the United States and Canada takes." : "")}".TrimEnd(),
        $"Choose another sender for {p.Here}, than {p.SenderText ?? "the one that Sinch chooses"}, or ask Sinch to register it for {p.Country}.",
        "No. The sender would be stopped again.")
    { Step = NextStepKind.ChangeSender, Ask = $"Our sender is blocked to {p.Country}. Tell us whether it is registered there, and register it if it is not." };

    private static Story Shape(Phrases p, string why, string mend, NextStepKind step) => new(
        $"{why}.",
        $"{mend}. {p.Here}, and {p.Sender} are right.",
        "No. Change it first.")
    { Step = step, CanSendAgain = false };
}
