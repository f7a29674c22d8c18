using SmsAdmin.Sandbox.Sinch.Plans;

namespace SmsAdmin.Sandbox.Sinch.Callbacks;

/// <summary>One body to post to one URL on behalf of a plan.</summary>
internal sealed record CallbackJob(Plan Plan, string Url, byte[] Body, int Attempt = 0);

internal enum CallbackOutcome
{
    Accepted,

    /// <summary>5xx, a redirect, a timeout or a dead network: tried again later.</summary>
    Failed,

    /// <summary>429: tried again later, and the plan is throttled.</summary>
    TooFast,

    /// <summary>Any other 4xx: never tried again.</summary>
    Dropped,
}
