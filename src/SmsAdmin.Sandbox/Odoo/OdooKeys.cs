namespace SmsAdmin.Sandbox.Odoo;

/// <summary>
/// The API keys that stand ready in the database <c>odoo</c> of every server. In <c>shop</c> each ends in 02 instead:
/// a key belongs to one database.
/// </summary>
public static class OdooKeys
{
    private static readonly string Zeros = new('0', 36);

    /// <summary>The administrator's, good.</summary>
    public static string Admin { get; } = Of("ad");

    /// <summary>The administrator's, past its day.</summary>
    public static string Expired { get; } = Of("e0");

    /// <summary>The administrator's, for something other than RPC.</summary>
    public static string OtherScope { get; } = Of("5c");

    /// <summary>The administrator's, without a scope: as good as one for RPC.</summary>
    public static string NoScope { get; } = Of("0a");

    /// <summary>That of a plain user.</summary>
    public static string Clerk { get; } = Of("c1");

    /// <summary>That of the administrator who has 2FA on, whose password RPC refuses.</summary>
    public static string Secure { get; } = Of("5e");

    /// <summary>The same key as it reads in the other database.</summary>
    public static string InShop(string key) => key[..^1] + '2';

    private static string Of(string word) => $"{word}{Zeros}01";
}
