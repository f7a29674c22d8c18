namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>No number space: no answer came at all. The kinds are the window's.</summary>
internal static class NoAnswerStories
{
    public static Story Of(string kind, Phrases p) => kind switch
    {
        "Timeout" => new(
            $"{p.TheHost} did not answer in time. It may be slow, or the network between may swallow the traffic.{p.OfMessage("What was sent may have arrived all the same.")}",
            Wait(p, "If it lasts, look at the network and at Sinch’s status page."),
            SendAgain)
        { Name = "Timeout", Step = NextStepKind.WaitForRetry },

        "ConnectionRefused" => new(
            $"{p.TheHost} is there, but nothing listens on its port. With Sinch’s own hosts that is a firewall or a proxy; with a base URL of one’s own, most often a service that is not running.",
            $"Check the base URL of {p.Here}, and whether a firewall lets SmsAdmin out. {p.TryAgain}",
            SendAgain)
        { Name = "Connection refused", Step = NextStepKind.CheckHost, Headline = "Sinch could not be reached", CanSendAgain = true },

        "NameNotResolved" => new(
            $"Nobody could tell where {p.Host} is: the name is written wrong, or this machine’s name service does not answer.",
            $"Check the region or base URL of {p.Here}, then the DNS of this machine. {p.TryAgain}",
            SendAgain)
        { Name = "Name not found", Step = NextStepKind.CheckHost, Headline = "Sinch’s host could not be found", CanSendAgain = true },

        "HostUnreachable" => new(
            $"No way leads from this machine to {p.Host}: the network is down, or a route is missing.",
            $"Check this machine’s network, then the base URL of {p.Here}. {p.TryAgain}",
            SendAgain)
        { Name = "Host unreachable", Step = NextStepKind.CheckHost, Headline = "Sinch could not be reached", CanSendAgain = true },

        "AddressNotAllowed" => new(
            $"{p.TheHost} lies at an address that SmsAdmin does not call for this plan: in a private network, or one that belongs to this machine. Nothing was sent, and the token was not shown.",
            $"Check the base URL of {p.Here}. If the host is your own, tick that it lies in your own network. {p.TryAgain}",
            SendAgain)
        { Name = "Address not allowed", Step = NextStepKind.CheckHost, Headline = "Sinch’s address is not one to call", CanSendAgain = true },

        "TlsFailed" => new(
            $"{p.TheHost} was reached, but no safe connection came about: its certificate is not trusted here, is another host’s or has run out, or the two sides know no common TLS version. The token was not sent.",
            $"Check this machine’s clock and root certificates, then whether a proxy puts in a certificate of its own. If {p.Here}, has a base URL of its own, check that host. {p.TryAgain}",
            SendAgain)
        { Name = "No safe connection (TLS)", Step = NextStepKind.CheckHost, Headline = "No safe connection to Sinch", CanSendAgain = true },

        "ConnectionReset" => new(
            $"The connection to {p.Host} broke before the answer was complete.{p.OfMessage("Sinch may have the message.")}",
            Wait(p, "If it happens often, look at the firewall or proxy in between."),
            SendAgain)
        { Name = "Connection broken", Step = NextStepKind.WaitForRetry },

        "NotHttp" => new(
            $"Something at {p.Host} answered, but not in HTTP. Sinch does not do that, so the base URL or its port leads elsewhere.",
            $"Check the base URL of {p.Here}. {p.NotTheSender} {p.WaitForIt}",
            SendAgain)
        { Name = "Not an HTTP answer", Step = NextStepKind.CheckHost },

        "Cancelled" => new(
            $"SmsAdmin stopped waiting for {p.Host}, because it was shut down or the page was left.{p.OfMessage("What was sent may have arrived all the same.")}",
            Wait(p, "Nothing is wrong with the network as far as is known."),
            SendAgain)
        { Name = "Waiting was given up", Step = NextStepKind.WaitForRetry },

        _ => new(
            $"The exchange with {p.Host} failed in a way that has no better name; the timeline has the network’s own words.",
            Wait(p, "If it lasts, look at the network between."),
            SendAgain)
        { Name = "No answer", Step = NextStepKind.WaitForRetry },
    };

    private const string SendAgain = "Not by hand. It goes out by itself as soon as that is safe.";

    private static string Wait(Phrases p, string lasting) =>
        $"{p.WaitForIt} {p.Here}, and {p.Sender} are not the cause. {lasting}";
}
