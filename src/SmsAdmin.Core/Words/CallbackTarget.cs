namespace SmsAdmin.Core.Words;

/// <summary>In whose words a caller is told what became of a message. The numbers are stored: add, never renumber.</summary>
public enum CallbackKind
{
    /// <summary>Odoo's JSON-RPC call to <c>/sms/status</c>.</summary>
    Odoo = 1,

    /// <summary>A delivery report in Sinch's own shape.</summary>
    Xms = 2,

    /// <summary>A report in Twilio's form to Odoo's module <c>ipai_sms_gateway</c>.</summary>
    OdooGateway = 3,
}

/// <summary>Whom to tell of a message, each time its state moves to one that the kind has a word for.</summary>
/// <param name="AllowsPrivateHost">An administrator said that the receiver may lie in a private network.</param>
/// <param name="Reference">What the caller calls the message, as Odoo its uuid; null where our own ids do.</param>
public sealed record CallbackTarget(CallbackKind Kind, Uri Url, bool AllowsPrivateHost = false, string? Reference = null)
{
    /// <summary>The module <c>ipai_sms_gateway</c> of an Odoo: of the pages that it has for reports the one whose words fit ours.</summary>
    public static CallbackTarget ToGateway(string odooUrl, bool allowsPrivateHost)
    {
        ArgumentNullException.ThrowIfNull(odooUrl);
        return new CallbackTarget(CallbackKind.OdooGateway, new Uri($"{odooUrl.TrimEnd('/')}/ipai/sms/webhook/twilio"), allowsPrivateHost);
    }
}
