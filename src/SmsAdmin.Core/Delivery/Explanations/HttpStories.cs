using System.Collections.Frozen;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>Number space: HTTP status of Sinch's answer to a request. Where the body names an API error code, that code knows better.</summary>
internal static class HttpStories
{
    private static readonly FrozenDictionary<int, Func<Phrases, Story>> ByStatus = new Dictionary<int, Func<Phrases, Story>>
    {
        [400] = p => new(
            "Sinch could not use the request and named no reason that is known here. SmsAdmin writes the request, so a value in it is wrong: the number, the sender, the text or an option of the caller.",
            $"Read what Sinch answered in the raw exchange, then compare the recipient’s number and {p.Sender} with it. {p.Here}, as such was not refused.",
            "No. It would be refused the same way until the value is corrected.")
        { Name = "Bad request", Step = NextStepKind.ReadExchange },

        [401] = p => new(
            p.Facts.WorkedBefore
                ? $"Sinch refuses the token of {p.Plan}. It took this plan before, so Service Plan ID and region are right: the token was replaced or withdrawn in Sinch’s dashboard."
                : $"Sinch refuses plan and token together. Most often it is the token: cut short, of another plan, or replaced in Sinch’s dashboard. The other two causes are a Service Plan ID with a slip in it (here {p.PlanId}) and a plan that does not live where it is asked ({p.Region}, {p.Host}).",
            p.Facts.WorkedBefore
                ? $"Copy the API token of plan {p.PlanId} from Sinch’s dashboard and put it in for {p.Here}. Messages from {p.Sender} go out by themselves after that."
                : $"Copy the API token of plan {p.PlanId} from Sinch’s dashboard and put it in for {p.Plan}. If it is refused still, compare the Service Plan ID, then let SmsAdmin detect the region instead of {p.Region}. {p.NotTheSender}",
            "Not yet. Nothing of this plan goes out until Sinch takes the token.")
        {
            Name = "Unauthorized",
            Step = NextStepKind.PutInToken,
            Headline = $"Sinch refuses the token of {p.Plan}",
        },

        [403] = p => new(
            $"Sinch understood the request and does not let {p.Plan} do it. It named no reason that is known here.",
            $"Read what Sinch answered in the raw exchange. If it says nothing, ask Sinch what {p.Account} may not do.",
            "No. It would be refused the same way until Sinch allows it.")
        { Name = "Forbidden", Step = NextStepKind.AskSinch, Ask = "Our request was refused with HTTP status 403 and no reason that we know. Tell us what this service plan may not do, and what has to change." },

        [404] = p => new(
            $"Nothing at {p.Host} has this address. An HTTP status 404 is about the address that was asked, not about the recipient: Sinch does not know plan {p.PlanId} there, or the base URL leads elsewhere.",
            $"Compare the Service Plan ID and the base URL of {p.Here}, with Sinch’s dashboard, or detect the region. {p.NotTheSender}",
            "Not yet. It would find no address again.")
        { Name = "Not found", Step = NextStepKind.CheckPlan, Headline = $"Sinch does not know {p.Plan} at {p.Host}" },

        [405] = p => new(
            $"{p.TheHost} knows the address but not this kind of request there. Sinch’s own host takes it, so something else answers: a proxy, or a base URL with a wrong path.",
            $"Check the base URL of {p.Here}. {p.NotTheSender}",
            "Not yet. It would be refused the same way.")
        { Name = "Method not allowed", Step = NextStepKind.CheckHost },

        [408] = p => new(
            $"{p.TheHost} waited for the request and gave up.{p.OfMessage("What it had already read may still have been queued.")}",
            $"{p.WaitForIt} If it happens often, look at the network between SmsAdmin and {p.Host}; {p.Here}, and {p.Sender} are not the cause.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Request timeout", Step = NextStepKind.WaitForRetry },

        [415] = p => new(
            $"{p.TheHost} does not take the form of the request. SmsAdmin sends JSON, which Sinch requires, so something on the way has changed or dropped the Content-Type.",
            $"Look for a proxy between SmsAdmin and {p.Host}, and check the base URL of {p.Here}. {p.NotTheSender}",
            "Not yet. It would be refused the same way.")
        { Name = "Unsupported media type", Step = NextStepKind.CheckHost },

        [429] = p => new(
            $"{p.Plan} had more requests open at once than Sinch allows.{p.OfMessage("Nothing was accepted, so nothing can go out twice.")}",
            $"{p.SlowDown} If it stays so, ask Sinch for a higher limit for {p.Account}.",
            "Not by hand. It is tried again by itself.")
        { Name = "Too many requests", Step = NextStepKind.WaitForRetry, CanSendAgain = true, Headline = "Sinch asked for a pause", Ask = "Our requests are answered with HTTP status 429. Tell us how many open requests this service plan may have, and whether the limit can be raised." },

        [500] = p => new(
            "Sinch failed inside. It says that such a request is not processed, but that is not proof.",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. If it lasts, look at Sinch’s status page, then ask Sinch.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Internal server error", Step = NextStepKind.WaitForRetry, Ask = "Our requests are answered with HTTP status 500. Tell us whether this one was accepted, and what is wrong." },

        [502] = p => new(
            $"The door of {p.Host} stands, but what is behind it gave no sense.{p.OfMessage("The message may or may not have got through.")}",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. If it lasts, look at Sinch’s status page.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Bad gateway", Step = NextStepKind.WaitForRetry },

        [503] = p => new(
            $"A part that Sinch needs is out of work.{p.OfMessage("Most likely nothing was taken, but that is not certain.")}",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. If it lasts, look at Sinch’s status page.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Service unavailable", Step = NextStepKind.WaitForRetry },

        [504] = p => new(
            $"The door of {p.Host} stands, but what is behind it did not answer in time.{p.OfMessage("The message may still be taken late.")}",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. If it lasts, look at Sinch’s status page.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Gateway timeout", Step = NextStepKind.WaitForRetry },
    }.ToFrozenDictionary();

    /// <summary>The statuses with a story of their own.</summary>
    public static IEnumerable<int> Known => ByStatus.Keys;

    public static Story Of(int status, string? apiErrorCode, Phrases p)
    {
        if (status is 400 or 403 && ApiErrorStories.Find(apiErrorCode, p) is { } told) return told;
        return ByStatus.TryGetValue(status, out var story) ? story(p) : Other(status, p);
    }

    private static Story Other(int status, Phrases p) => status switch
    {
        < 300 => new(
            $"{p.TheHost} answered in a form that is not Sinch’s.{p.OfMessage("Whether Sinch has the message is not known.")}",
            $"{p.WaitForIt} If it lasts, check that the base URL of {p.Here}, leads to Sinch; {p.Sender} has no part in it.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "An answer that is not Sinch’s", Step = NextStepKind.CheckHost },
        < 400 => new(
            $"{p.TheHost} points to another address. Sinch never does, so a proxy, a sign-in page or a wrong base URL is on the way. SmsAdmin does not follow, because the token would go along.",
            $"Check the base URL of {p.Here}, and any proxy in between. {p.NotTheSender}",
            "Not yet. It would be led astray again.")
        { Name = "Redirect", Step = NextStepKind.CheckHost },
        < 500 => new(
            "The request was refused with a status that Sinch does not document. It can come from a proxy on the way.",
            $"Read what was answered in the raw exchange. If it is Sinch’s, ask Sinch what it means for {p.Account}.",
            "No. It would be refused the same way.")
        { Name = "Refused", Step = NextStepKind.ReadExchange, Ask = $"Our request was refused with HTTP status {status}, which your reference does not list. Tell us what it means." },
        _ => new(
            $"{p.TheHost}, or something on the way to it, failed.{p.OfMessage("The message may or may not have got through.")}",
            $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. If it lasts, look at Sinch’s status page.",
            "Not by hand. It goes out again by itself if Sinch does not have it.")
        { Name = "Server error", Step = NextStepKind.WaitForRetry },
    };
}
