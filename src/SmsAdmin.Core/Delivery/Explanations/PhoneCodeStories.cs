using System.Collections.Frozen;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Number space: delivery codes of the networks that speak of the recipient's number, subscription or phone.</summary>
internal static class PhoneCodeStories
{
    private static readonly FrozenDictionary<int, Func<Phrases, Story>> ByCode = new Dictionary<int, Func<Phrases, Story>>
    {
        [9] = p => WrongNumber(p, "The digits follow no numbering plan that Sinch can send to"),
        [10] = p => WrongNumber(p, "This type of number cannot take an SMS"),
        [12] = p => WrongNumber(p, "No operator of any country has these first digits"),
        [100] = p => WrongNumber(p, "The operator’s message centre does not know this number"),
        [108] = p => WrongNumber(p, "The operator’s message centre takes the number for malformed"),
        [150] = p => WrongNumber(p, "Nobody has this number: the operator’s register of subscribers does not know it. Numbers are given back, or a digit is wrong"),
        [300] = p => WrongNumber(p, "The operator refuses the recipient’s number as invalid"),
        [301] = p => WrongNumber(p, "The operator refuses the numbering plan of the recipient’s number"),
        [302] = p => WrongNumber(p, "The operator refuses the type of the recipient’s number"),

        [151] = p => Unwilling(p, "The subscription is barred: the operator lets nothing through to it, often over an unpaid bill"),
        [152] = p => Unwilling(p, "The subscription has no SMS, as those of machines and some data cards"),
        [154] = p => Unwilling(p, "The phone is in a foreign network that takes no SMS for it"),
        [204] = p => Unwilling(p, "The SIM in the phone takes no SMS"),
        [205] = p => Unwilling(p, "The network did not let the phone’s SIM in: it could not prove who it is"),
        [206] = p => Unwilling(p, "The phone itself is blocked in the network, as stolen ones are"),
        [16] = p => Unwilling(p, "The SIM of this number is blocked for messages"),
        [61] = p => Unwilling(p, "This number is on a list of recipients that get nothing, on request or by law"),
        [254] = p => Unwilling(p, "The recipient lets in chosen senders only, and yours is not among them"),
        [255] = p => Unwilling(p, "The recipient has blocked this sender"),
        [256] = p => Unwilling(p, "The operator lets chosen senders only through to this subscription, and yours is not among them"),
        [257] = p => Unwilling(p, "The operator has blocked this sender for the subscription"),

        [109] = p => Away(p, "The operator’s message centre does not serve this subscriber at the moment", "when the phone is in its home network"),
        [153] = p => Away(p, "The phone is off or out of reach: the operator’s register has it as absent", "when the phone is on"),
        [159] = p => Away(p, "The network could not reach the phone", "when the phone is on and has coverage"),
        [200] = p => Away(p, "The exchange that should serve the phone does not know it: it may just be moving between networks", "in a few minutes"),
        [201] = p => Away(p, "The phone has been off for a while: its SIM has left the network", "when the phone is on"),
        [202] = p => Away(p, "The phone did not answer the network’s call: no coverage, or an empty battery", "when the phone has coverage"),
        [203] = p => Away(p, "The phone was busy with another message or a call, or its network was crowded", "in a minute"),
        [158] = p => Away(p, "The phone’s memory for messages is full, the operator’s register says", "when some are deleted"),
        [210] = p => Away(p, "The phone’s memory for messages is full, its exchange says", "when some are deleted"),
        [211] = p => Away(p, "The phone and its network did not understand each other", "when the phone was switched off and on"),
        [212] = p => Away(p, "What answers under this number is not equipped for SMS at the moment", "when the SIM is in a phone"),
    }.ToFrozenDictionary();

    /// <summary>Nothing for a code that does not speak of the recipient.</summary>
    public static Story? Find(int code, Phrases p) => ByCode.TryGetValue(code, out var story) ? story(p) : null;

    private static Story WrongNumber(Phrases p, string why) => new(
        $"{why}. {Landline(p)}".TrimEnd(),
        $"Ask the recipient for the right number; {p.Number} belongs to {p.Country}. {p.OursIsRight}",
        "No. Send to the right number instead.")
    { Step = NextStepKind.CorrectNumber };

    private static Story Unwilling(Phrases p, string why) => new(
        $"{why}. {Landline(p)}".TrimEnd(),
        $"Reach the recipient in another way, or at another number; only they and their operator can change it. {p.OursIsRight}",
        "No. It would end the same way until the recipient changes something.")
    { Step = NextStepKind.CorrectNumber };

    private static Story Away(Phrases p, string why, string when) => new(
        $"{why}. {Landline(p)}".TrimEnd(),
        $"Send it again {when}. {p.OursIsRight}",
        $"Yes, {when}.")
    { CanSendAgain = true };

    private static string Landline(Phrases p) => p.IsLandline ? "By its digits the number is a landline." : "";
}
