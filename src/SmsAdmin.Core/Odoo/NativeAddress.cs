namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Where an Odoo reaches us: at the public address; one on the loopback at the program's own, which serves there.
/// </summary>
public sealed class NativeAddress
{
    internal const string MessagesPath = "/api/v1/messages";

    /// <summary><c>PublicBaseUrl</c> of the configuration.</summary>
    public Uri? Public { get; set; }

    /// <summary>Where the program listens; known once it has started.</summary>
    public Uri? Own { get; set; }

    /// <summary>What stands before the secret, as <c>https://sms.example.com/odoo/</c>; null where this Odoo cannot reach us.</summary>
    internal string? Before(string odooUrl) => Root(odooUrl) is { } root ? $"{root}/odoo/" : null;

    /// <summary>Where programs hand in messages; null where this Odoo cannot reach us.</summary>
    internal string? Messages(string odooUrl) => Root(odooUrl) is { } root ? root + MessagesPath : null;

    private string? Root(string odooUrl) => (new Uri(odooUrl).IsLoopback ? Own ?? Public : Public)?.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
