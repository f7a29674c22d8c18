using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// Where Sinch is asked to post receipts. Without a public address it is asked for none, and receipts are polled;
/// while a plan's host is on the loopback, the program's own address serves.
/// </summary>
public sealed class CallbackAddress(WebhookSecrets secrets, IOptions<DeliveryOptions> options)
{
    /// <summary><c>PublicBaseUrl</c> of the configuration.</summary>
    public Uri? Public { get; set; }

    /// <summary>Where the program listens; known once it has started.</summary>
    public Uri? Own { get; set; }

    /// <summary>The webhook of a plan, or null when Sinch cannot reach us.</summary>
    public Uri? For(PlanView plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!options.Value.Callbacks) return null;
        var root = IsLoopback(plan.Host) ? Own ?? Public : Public;
        return root is not null && secrets.For(plan.Id) is { } secret ? new Uri(root, $"/webhooks/sinch/{secret}") : null;
    }

    private static bool IsLoopback(string? host) =>
        host is not null && Uri.TryCreate($"http://{host}", UriKind.Absolute, out var url) && url.IsLoopback;
}
