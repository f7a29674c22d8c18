using System.Globalization;
using System.Text.Json;
using SmsAdmin.Core.Callbacks;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Alerts;

/// <summary>What the webhook is told of an alert, in the transaction that opens or ends it. The shape is written down in docs/alerts.md.</summary>
public sealed class AlertPosts(AlertWebhook webhook, CallbackOutbox outbox)
{
    internal const string Opened = "alert_opened";
    internal const string Ended = "alert_ended";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds the post; nothing where no webhook is set.</summary>
    internal async Task AddAsync(AppDb db, string what, Alert alert, CancellationToken ct)
    {
        if (await webhook.OpenAsync(db, ct) is not { } target) return;
        var body = JsonSerializer.Serialize(
            new
            {
                Event = what,
                alert.Id,
                Kind = JsonNamingPolicy.SnakeCaseLower.ConvertName(alert.Kind.ToString()),
                alert.PlanId,
                Urgent = alert.IsUrgent,
                alert.Title,
                alert.Why,
                alert.Link,
                Since = Written(alert.Since),
                EndedAt = alert.EndedAt is { } ended ? Written(ended) : null,
            },
            Json);
        outbox.Add(db, new NewCallback("alert", target.Url, body, target.Secret, target.AllowsPrivateHost));
    }

    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
