namespace SmsAdmin.Core.Odoo;

/// <summary>The system parameters of Odoo that native sending is about.</summary>
internal static class NativeKeys
{
    /// <summary>Where the <c>sms</c> module posts to; none means Odoo's own service.</summary>
    public const string Endpoint = "sms.endpoint";

    /// <summary>Where Odoo says that it is, and so where it wants its receipts.</summary>
    public const string WebBaseUrl = "web.base.url";
}
