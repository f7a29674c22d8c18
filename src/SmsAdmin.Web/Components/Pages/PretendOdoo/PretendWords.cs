using System.Globalization;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.PretendOdoo;

/// <summary>States and failures as Odoo's own screens name them (the selections of sms.sms and mail.notification, 17 to 19).</summary>
internal static class PretendWords
{
    private const string Hidden = "••••";
    private const int ShownOfASecret = 4;
    private const int LongEnoughToShowItsEnd = 12;

    private static readonly Dictionary<string, string> QueueStates = new(StringComparer.Ordinal)
    {
        ["outgoing"] = "In Queue",
        ["process"] = "Processing",
        ["pending"] = "Sent",
        ["sent"] = "Delivered",
        ["error"] = "Error",
        ["canceled"] = "Cancelled",
    };

    private static readonly Dictionary<string, string> NotificationStates = new(StringComparer.Ordinal)
    {
        ["ready"] = "Ready to Send",
        ["process"] = "Processing",
        ["pending"] = "Sent",
        ["sent"] = "Delivered",
        ["bounce"] = "Bounced",
        ["exception"] = "Exception",
        ["canceled"] = "Cancelled",
    };

    private static readonly Dictionary<string, string> Failures = new(StringComparer.Ordinal)
    {
        ["unknown"] = "Unknown error",
        ["sms_number_missing"] = "Missing Number",
        ["sms_number_format"] = "Wrong Number Format",
        ["sms_country_not_supported"] = "Country Not Supported",
        ["sms_credit"] = "Insufficient Credit",
        ["sms_server"] = "Server Error",
        ["sms_acc"] = "Unregistered Account",
        ["sms_expired"] = "Expired",
        ["sms_invalid_destination"] = "Invalid Destination",
        ["sms_not_allowed"] = "Not Allowed",
        ["sms_not_delivered"] = "Not Delivered",
        ["sms_rejected"] = "Rejected",
    };

    /// <summary>A server's word as a person would say it: "Odoo 19", "Odoo 19, several databases".</summary>
    public static string Server(string key) => key.Split('-') is [var version, _] ? $"Odoo {version}, several databases" : $"Odoo {key}";

    public static PretendState Queue(OdooText text) => Of(QueueStates, text.State, text.Failure);

    public static PretendState Notification(OdooText text) => Of(NotificationStates, text.Status, text.StatusFailure);

    /// <summary>Whether the value, in a console that may hold a real plan, is nobody's to read.</summary>
    public static bool IsSecret(string key) =>
        key == "sms.endpoint" || key.EndsWith("secret", StringComparison.Ordinal) || key.EndsWith("token", StringComparison.Ordinal);

    /// <summary>A value as it may be shown: of a door its host, of a secret its end.</summary>
    public static string Value(OdooParameter row)
    {
        if (!IsSecret(row.Key) || row.Value.Length == 0) return row.Value;
        if (Uri.TryCreate(row.Value, UriKind.Absolute, out var door)) return $"{door.Scheme}://{door.Authority}/{Hidden}";
        return row.Value.Length >= LongEnoughToShowItsEnd ? Hidden + row.Value[^ShownOfASecret..] : Hidden;
    }

    /// <summary>An instant as Odoo writes it, in UTC; null where it wrote none.</summary>
    public static DateTimeOffset? Instant(string written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static PretendState Of(Dictionary<string, string> states, string state, string failure) => new(
        states.GetValueOrDefault(state, state),
        failure.Length == 0 || failure == "false" ? null : Failures.GetValueOrDefault(failure, failure),
        state switch
        {
            "sent" => Tone.Ok,
            "error" or "exception" or "bounce" => Tone.Bad,
            _ => Tone.Idle,
        });
}

/// <summary>A state in Odoo's words, its failure if it has one, and how loud it is.</summary>
internal sealed record PretendState(string State, string? Failure, Tone Tone);
