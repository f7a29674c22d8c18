using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Number space: every delivery code. A code with no story of its own is told by who gave it and whether it passes.</summary>
internal static class DeliveryCodeStories
{
    public static Story Of(DeliveryCode code, Phrases p) =>
        Told(code, p) with { Name = code.IsKnown ? code.Name : null };

    private static Story Told(DeliveryCode code, Phrases p) =>
        RestCodeStories.Find(code.Code, p)
        ?? PhoneCodeStories.Find(code.Code, p)
        ?? ScreeningCodeStories.Find(code.Code, p)
        ?? code switch
        {
            { Code: 0 } => NoReason(p),
            { IsKnown: false } => NotListed(code, p),
            _ => OfClass(code, p),
        };

    /// <summary>Also for an ending without any code.</summary>
    public static Story NoReason(Phrases p) => new(
        $"No reason was given. Operators in {p.Country} do not always give one: the phone may have been off for long, or the number unused.",
        $"Ask the recipient whether {p.Number} is right and the phone was on. If it comes often, ask Sinch about {p.Account}.",
        "Yes, once. If it ends so again, the number is the likely cause.")
    { CanSendAgain = true, Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} was not delivered and carries no reason. Ask the operator for it." };

    private static Story NotListed(DeliveryCode code, Phrases p) => new(
        $"The operator or Sinch gave a reason that is not in Sinch’s public list: delivery code {code.Code}.",
        $"Ask Sinch what it means for {p.Account}.",
        "Only after Sinch has said what it means.")
    { Step = NextStepKind.AskSinch, Ask = $"A message to {p.Country} ended with delivery code {code.Code}, which your public list does not hold. Tell us what it means." };

    private static Story OfClass(DeliveryCode code, Phrases p)
    {
        var passing = code.Permanence != Permanence.Permanent;
        var forSinch = code.Comment.StartsWith("Report to Sinch", StringComparison.Ordinal) || code.Class is "ROUTING ERROR" or "INTERNAL ERROR" or "ESME ERROR";
        var why = $"{Speaker(code.Class)} gave “{code.Name}” as the reason. {(passing ? "Sinch counts it as passing." : "Sinch counts it as lasting.")}";
        var again = passing ? "Yes, in a few minutes. The fault should pass." : "No. It would most likely end the same way.";
        var whatToDo = (forSinch, passing) switch
        {
            (true, true) => $"Send it again in a few minutes. If it comes again, ask Sinch to look at {p.Account}.",
            (true, false) => $"Ask Sinch to look at {p.Account}, and its route to {p.Country}.",
            (false, true) => $"Send it again in a few minutes. {p.OursIsRight}",
            (false, false) => $"Try another number of the recipient. If messages of {p.Here}, and {p.Sender} to {p.Country} end so often, ask Sinch.",
        };
        return new Story(why, whatToDo, again)
        {
            CanSendAgain = passing,
            Step = NextStepKind.AskSinch,
            Ask = $"A message to {p.Country} ended with “{code.Name}”. Tell us the cause and mend it if it lies with you.",
        };
    }

    // Sinch's classes, in the order of the way that a message takes.
    private static string Speaker(string codeClass) => codeClass switch
    {
        "INTERNAL ERROR" => "Sinch’s own systems failed, and",
        "ROUTING ERROR" => "Sinch found no working way to the recipient’s operator, and",
        "ESME ERROR" => "The link by which Sinch hands messages over failed, and",
        "ESME EXTERNAL ERROR" => "The operator or partner that Sinch handed it to refused it, and",
        "SMSC ERROR" => "The operator’s message centre (SMSC), which keeps and forwards messages,",
        "HLR ERROR" => "The operator’s register of subscribers (HLR), which knows where each phone is,",
        "MSC ERROR" => "The exchange that serves the phone at the moment (MSC)",
        "SCREENING ERROR" => "A filter on the way stopped it, and",
        _ => "The network",
    };
}
