namespace SmsAdmin.Core.Words;

/// <summary>In whose words a caller is told what became of a message. The numbers are stored: add, never renumber.</summary>
public enum CallbackKind
{
    /// <summary>Odoo's JSON-RPC call to <c>/sms/status</c>.</summary>
    Odoo = 1,

    /// <summary>A delivery report in Sinch's own shape.</summary>
    Xms = 2,
}

/// <summary>Whom to tell of a message, each time its state moves to one that the kind has a word for.</summary>
/// <param name="AllowsPrivateHost">An administrator said that the receiver may lie in a private network.</param>
/// <param name="Reference">What the caller calls the message, as Odoo its uuid; null where our own ids do.</param>
public sealed record CallbackTarget(CallbackKind Kind, Uri Url, bool AllowsPrivateHost = false, string? Reference = null);
