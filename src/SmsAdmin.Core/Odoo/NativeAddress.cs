namespace SmsAdmin.Core.Odoo;

/// <summary>
/// Where an Odoo reaches us: at the public address; one on the loopback at the program's own, which serves there.
/// </summary>
public sealed class NativeAddress
{
    /// <summary><c>PublicBaseUrl</c> of the configuration.</summary>
    public Uri? Public { get; set; }

    /// <summary>Where the program listens; known once it has started.</summary>
    public Uri? Own { get; set; }

    /// <summary>What stands before the secret, as <c>https://sms.example.com/odoo/</c>; null where this Odoo cannot reach us.</summary>
    internal string? Before(string odooUrl) =>
        (new Uri(odooUrl).IsLoopback ? Own ?? Public : Public) is { } root ? $"{root.GetLeftPart(UriPartial.Path).TrimEnd('/')}/odoo/" : null;
}
