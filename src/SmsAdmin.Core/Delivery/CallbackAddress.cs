using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Where Sinch is asked to post receipts. Without an address at which it reaches us it is asked for none, and receipts are polled.
/// </summary>
public sealed class CallbackAddress(OurAddress address, WebhookSecrets secrets, IOptions<DeliveryOptions> options)
{
    /// <summary>The webhook of a plan, or null when Sinch cannot reach us.</summary>
    public Uri? For(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!options.Value.Callbacks) return null;
        var host = plan.Host is { } named && Uri.TryCreate($"http://{named}", UriKind.Absolute, out var url) ? url : null;
        return address.For(host) is { } root && secrets.For(plan.Id) is { } secret ? new Uri(root, $"/webhooks/sinch/{secret}") : null;
    }
}
