using System.Collections.Frozen;

namespace SmsAdmin.Web.Components.Pages.Audit;

/// <summary>What each action of the audit is called to people.</summary>
public static class AuditWords
{
    private static readonly FrozenDictionary<string, string> Actions = new Dictionary<string, string>
    {
        ["alert.acknowledged"] = "Acknowledged an alert",
        ["alerts.webhook-changed"] = "Changed the alert webhook",
        ["alerts.webhook-removed"] = "Removed the alert webhook",
        ["alerts.webhook-tested"] = "Sent a test to the alert webhook",
        ["api-key.created"] = "Made an API key",
        ["api-key.rotated"] = "Gave an API key a new secret",
        ["api-key.revoked"] = "Revoked an API key",
        ["backup.deleted"] = "Deleted a backup",
        ["backup.downloaded"] = "Downloaded a backup",
        ["backup.made"] = "Made a backup",
        ["backup.pruned"] = "Deleted a backup that newer ones replace",
        ["backup.restored"] = "Restored a backup",
        ["backup.restore-left"] = "Left a backup that was to be restored",
        ["backup.restore-prepared"] = "Prepared a backup for the next start",
        ["backup.uploaded"] = "Uploaded a backup",
        ["batch.changed"] = "Changed a batch that waited",
        ["callback.redirected"] = "Refused to follow a redirect with a receipt",
        ["message.cancelled"] = "Cancelled a message",
        ["message.queued"] = "Queued a message",
        ["message.text-shown"] = "Looked at the text of a message",
        ["messages.exported"] = "Took messages out as a file",
        ["otp.policy-changed"] = "Changed the policy of one-time codes",
        ["otp.template-changed"] = "Changed a template of one-time codes",
        ["odoo.address-refused"] = "Was refused an Odoo address",
        ["odoo.connection-added"] = "Added an Odoo database",
        ["odoo.connection-changed"] = "Changed an Odoo database",
        ["odoo.connection-deleted"] = "Removed an Odoo database",
        ["odoo.gateway-off"] = "Took an Odoo’s gateway module off SmsAdmin",
        ["odoo.gateway-on"] = "Pointed an Odoo’s gateway module at SmsAdmin",
        ["odoo.module-installed"] = "Installed an Odoo module",
        ["odoo.module-not-installed"] = "Tried to install an Odoo module",
        ["odoo.modules-listed"] = "Had Odoo update its list of modules",
        ["odoo.native-off"] = "Led Odoo’s own SMS back",
        ["odoo.native-on"] = "Led Odoo’s own SMS through SmsAdmin",
        ["odoo.parameters-adopted"] = "Adopted Odoo’s system parameters",
        ["odoo.parameters-pushed"] = "Pushed system parameters to Odoo",
        ["odoo.webhook-refused"] = "Refused an address for an Odoo’s receipts",
        ["plan.added"] = "Added a service plan",
        ["plan.callback-proof-changed"] = "Changed what callbacks must prove",
        ["plan.changed"] = "Changed a service plan",
        ["plan.deleted"] = "Removed a service plan",
        ["plan.made-default"] = "Made a service plan the default",
        ["plan.region-set"] = "Set the region of a service plan",
        ["plan.rotation-done"] = "Rotated an API token everywhere",
        ["plan.rotation-old-kept"] = "Kept the old API token",
        ["plan.rotation-started"] = "Began to rotate an API token",
        ["plan.token-replaced"] = "Replaced an API token",
        ["plan.verified"] = "Verified a service plan",
        ["queue.cancelled"] = "Cancelled waiting messages",
        ["queue.paused"] = "Paused sending",
        ["queue.resumed"] = "Resumed sending",
        ["queue.sent-again"] = "Sent messages again",
        ["retention.changed"] = "Changed the retention",
        ["retention.run"] = "Erased what is past its retention",
        ["settings.plan-defaults-changed"] = "Changed the limits of new plans",
        ["sign-in.done"] = "Signed in",
        ["sign-in.locked"] = "Was refused at sign-in: locked",
        ["sign-in.refused"] = "Was refused at sign-in",
        ["submission.cancelled"] = "Cancelled messages asked for at once",
        ["user.added"] = "Added a user",
        ["user.disabled"] = "Disabled a user",
        ["user.enabled"] = "Enabled a user",
        ["user.password-changed"] = "Changed their own password",
        ["user.password-reset"] = "Reset a password",
        ["user.role-changed"] = "Changed a role",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Names of fields where splitting them at their capitals does not make English.
    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["allowsPrivateHost"] = "private host allowed",
        ["baseUrl"] = "base URL",
        ["closed"] = "closed by a passphrase",
        ["countsParts"] = "parts count",
        ["endpoint"] = "Odoo sends to",
        ["from"] = "sender",
        ["httpStatus"] = "HTTP status",
        ["openCountries"] = "countries open to codes",
        ["key"] = "API key",
        ["lastFour"] = "ends in",
        ["perDay"] = "messages a day",
        ["perMonth"] = "messages a month",
        ["perSecond"] = "messages a second",
        ["planId"] = "service plan",
        ["prefix"] = "begins with",
        ["productionPerMonth"] = "messages a month (production)",
        ["repeat_window_seconds"] = "same text sent once within, in seconds",
        ["servicePlanId"] = "Service Plan ID",
        ["size"] = "size in bytes",
        ["token"] = "API token",
        ["trialPerDay"] = "messages a day (trial)",
        ["url"] = "address",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every action that has its words.</summary>
    public static IEnumerable<string> Known => Actions.Keys;

    /// <summary>"Added a service plan"; the key itself where nobody gave it words.</summary>
    public static string Of(string action) => Actions.GetValueOrDefault(action, action);

    /// <summary>Actions whose words contain a text that somebody looks for.</summary>
    public static IReadOnlyList<string> Called(string? text) => string.IsNullOrWhiteSpace(text)
        ? []
        : [.. Actions.Where(action => action.Value.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase)).Select(action => action.Key)];

    /// <summary>"messages a second"; a name without an entry is split at its capitals and dashes.</summary>
    public static string Field(string name)
    {
        var key = char.ToLowerInvariant(name[0]) + name[1..];
        return Fields.GetValueOrDefault(key) ?? string.Concat(key.Select(letter => letter == '_' && !key.Contains('.', StringComparison.Ordinal) ? " " : char.IsUpper(letter) ? " " + char.ToLowerInvariant(letter) : letter.ToString()));
    }
}
