using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Web.Components.Pages.Sending;

/// <summary>A test that was queued, as it was typed: the log does not give its text back.</summary>
public sealed record SentTest(Guid MessageId, PlanView Plan, string To, string? From, string Text)
{
    /// <summary>The same send as a command, with a variable where the token would stand; null while the plan has no host.</summary>
    public string? Curl => CurlCommand.For(Plan, To, From, Text, MessageId);

    /// <summary>The command as it is shown: dots and the last four in place of the token.</summary>
    public string? MaskedCurl => Curl?.Replace(CurlCommand.TokenVariable, "••••••••••••" + Plan.TokenLastFour, StringComparison.Ordinal);
}
