using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.SandboxOdoo;

/// <summary>Odoo's own words for what became of a text, and parameters without what is secret in them.</summary>
internal static class SandboxOdooWords
{
    /// <summary>What the user sees: the notification where there is one, the queue otherwise.</summary>
    public static (string Word, Tone Tone, string? Failure) Of(OdooText text)
    {
        var (word, tone) = (text.Status is { Length: > 0 } status ? status : text.State) switch
        {
            "ready" or "outgoing" => ("Ready to send", Tone.Idle),
            "process" => ("Processing", Tone.Idle),
            "pending" => ("Sent", Tone.Ok),
            "sent" => ("Delivered", Tone.Ok),
            "bounce" => ("Bounced", Tone.Bad),
            "exception" or "error" => ("Exception", Tone.Bad),
            "canceled" => ("Cancelled", Tone.Idle),
            var other => (other, Tone.Warn),
        };
        var failure = text.StatusFailure is { Length: > 0 } told ? told : text.Failure;
        return (word, tone, failure.Length == 0 ? null : Failure(failure));
    }

    /// <summary>The token and the secret path of our own door stay covered here too: both may be those of a live installation.</summary>
    public static string Shown(OdooParameter parameter) => parameter.Key switch
    {
        "sinch.api_token" when parameter.Value.Length > 8 => "••••" + parameter.Value[^4..],
        "sinch.api_token" when parameter.Value.Length > 0 => "••••",
        "sms.endpoint" when parameter.Value.LastIndexOf("/odoo/", StringComparison.Ordinal) is >= 0 and var at => parameter.Value[..(at + "/odoo/".Length)] + "••••",
        _ => parameter.Value,
    };

    private static string Failure(string failure) => failure switch
    {
        "sms_number_missing" => "Missing Number",
        "sms_number_format" => "Wrong Number Format",
        "sms_credit" => "Insufficient Credit",
        "sms_country_not_supported" => "Country Not Supported",
        "sms_server" => "Server Error",
        "sms_acc" => "Unregistered Account",
        "sms_expired" => "Expired",
        "sms_invalid_destination" => "Invalid Destination",
        "sms_not_allowed" => "Not Allowed",
        "sms_not_delivered" => "Not Delivered",
        "sms_rejected" => "Rejected",
        "unknown" => "Unknown error",
        _ => failure,
    };
}
