using System.Collections.Frozen;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Number space: the API error code in the body of an HTTP 400 or 403.</summary>
internal static class ApiErrorStories
{
    private static readonly FrozenDictionary<string, Func<Phrases, Story>> ByCode = new Dictionary<string, Func<Phrases, Story>>
    {
        ["syntax_invalid_json"] = p => new(
            "Sinch could not read the request: it is not JSON, or a field in it is of the wrong kind. SmsAdmin writes the request, so an option of the caller or SmsAdmin itself is at fault.",
            $"Read the request in the raw exchange and compare the options that the caller gave. {p.Here}, and {p.Sender} are not the cause.",
            "No. The same request would be refused the same way.")
        { Step = NextStepKind.ReadExchange },

        ["syntax_invalid_parameter_format"] = p => new(
            $"A value has a form that Sinch does not take. Most often it is {p.Recipient} with a digit too many or too few or without its country code; then the sender.",
            $"Look once more whether the number is one of {p.Country}, then at {p.Sender} of {p.Here}. Sinch’s own words are in the raw exchange.",
            "No. Send to the corrected number instead.")
        { Step = NextStepKind.CorrectNumber },

        ["syntax_constraint_violation"] = p => new(
            $"A field is missing, or something is longer than Sinch takes: a text may have 2,000 characters.{p.OfMessage($"This one has {p.Size}.")}",
            $"Shorten the text, and see that {p.Here}, has a sender: now it is {p.Sender}. Sinch’s own words are in the raw exchange.",
            "No. Write another text instead.")
        { Step = NextStepKind.ChangeText },

        ["unknown_group"] = p => new(
            "The request names a group of recipients that Sinch does not have, or has no longer. Groups belong to one service plan.",
            $"Give numbers instead of the group, or make the group anew in {p.Here}. {p.NotTheSender}",
            "No. The group would still be missing.")
        { Step = NextStepKind.CorrectNumber },

        ["unknown_campaign"] = p => new(
            $"The request names a campaign that Sinch does not know for {p.Plan}. Campaigns are the register of bulk senders in the United States.",
            $"Leave the campaign out, or ask Sinch which campaigns {p.Account} has.",
            "No. The campaign would still be unknown.")
        { Step = NextStepKind.AskSinch, Ask = "Our request was refused because it names an unknown campaign. Tell us which campaigns this service plan and sender are registered for." },

        ["missing_callback_url"] = p => new(
            $"A receipt was asked for, but neither the message nor {p.Plan} says where Sinch shall post it.",
            $"Set SmsAdmin’s public address, so that it goes along with each message, or set a default callback URL for {p.Here} (plan {p.PlanId}), in Sinch’s dashboard. {p.NotTheSender}",
            "Not yet. It goes through as soon as one of the two addresses is set.")
        { Step = NextStepKind.SetCallback },

        ["illegal_number_type"] = p => new(
            $"Sinch does not allow this kind of number in {p.Region} of {p.Plan}. It means {p.Recipient} or {p.Sender}.",
            $"Check that the recipient is a mobile number. If it is, choose another sender for {p.Here}, than {p.SenderText ?? "the one that Sinch chooses"}, or ask Sinch which kinds it may use.",
            "No. The kind of number would be refused again.")
        { Step = NextStepKind.ChangeSender, Ask = "Our request was refused for the type of a number. Tell us which types of sender and recipient this service plan may use." },

        ["blocked_account"] = p => new(
            $"Sinch has blocked the account of {p.Plan}. On a prepaid account that most often means that the credit is used up.",
            $"Top up in Sinch’s dashboard, or ask Sinch why {p.Account} is blocked. SmsAdmin asks every half minute and goes on by itself.",
            "Not yet. It goes out by itself once Sinch opens the account.")
        { Step = NextStepKind.TopUp, Headline = $"Sinch has blocked the account of {p.Plan}", Ask = "Our account is blocked. Tell us why, and what we have to do so that this service plan may send again." },

        ["batch_already_dispatched"] = p => new(
            "The message was to be changed, but Sinch had handed it to an operator already. What is out stays as it was.",
            $"Nothing. {p.Here}, and {p.Sender} are right; only the change came too late.",
            "Only if the person shall get the changed text as well.")
        { Step = NextStepKind.None },

        ["conflict_group_name"] = p => new(
            $"{p.Plan} already has a group of this name.",
            $"Choose another name, or use the group that stands in {p.Here}. {p.NotTheSender}",
            "No. The name would still be taken.")
        { Step = NextStepKind.None },

        ["conflict_send_at"] = p => new(
            "The message was to be called back, but its time to go out had come already.",
            $"Nothing. It stays sent; {p.Here}, and {p.Sender} are right.",
            "No. It went out.")
        { Step = NextStepKind.None },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Nothing for a code that Sinch's reference does not list.</summary>
    public static Story? Find(string? code, Phrases p)
    {
        var known = ApiErrorCodes.Find(code);
        return known is not null && ByCode.TryGetValue(known.Code, out var story) ? story(p) with { Name = known.Meaning } : null;
    }
}
