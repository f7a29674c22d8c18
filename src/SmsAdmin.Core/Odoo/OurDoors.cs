using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Odoo;

/// <summary>The doors at which an Odoo comes in to us.</summary>
internal static class OurDoors
{
    public const string MessagesPath = "/api/v1/messages";

    /// <summary>Where its own SMS come in: what stands before the secret, as <c>https://sms.example.com/odoo/</c>; null where this Odoo cannot reach us.</summary>
    public static string? ForSms(this OurAddress address, string odooUrl) => Door(address, odooUrl, "/odoo/");

    /// <summary>Where its modules hand in messages as programs do; null where this Odoo cannot reach us.</summary>
    public static string? ForMessages(this OurAddress address, string odooUrl) => Door(address, odooUrl, MessagesPath);

    private static string? Door(OurAddress address, string odooUrl, string path) =>
        address.For(new Uri(odooUrl)) is { } root ? root.GetLeftPart(UriPartial.Path).TrimEnd('/') + path : null;
}
