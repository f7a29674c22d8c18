using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>
/// Where an Odoo database lives and who asks. It never shows its credential.
/// </summary>
public sealed class OdooEndpoint
{
    private OdooEndpoint(Uri baseUrl, string? database, string login, Secret credential, bool allowsPrivateHost)
    {
        BaseUrl = baseUrl;
        Database = database;
        Login = login;
        Credential = credential;
        AllowsPrivateHost = allowsPrivateHost;
        IsForbidden = AddressRules.OfHost(baseUrl.IdnHost)?.Permits(allowsPrivateHost) == false;
    }

    /// <summary>Without a slash at the end; may have a path, where a proxy puts Odoo below one.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Null where the server has but one.</summary>
    public string? Database { get; }

    public string Login { get; }

    /// <summary>The host may lie on this machine or in a private network.</summary>
    public bool AllowsPrivateHost { get; }

    /// <summary>An API key, or below Odoo 19 a password.</summary>
    internal Secret Credential { get; }

    /// <summary>The address itself says that it may not be called.</summary>
    internal bool IsForbidden { get; }

    /// <summary>Odoo's own hosting, where the external API belongs to one of the plans alone.</summary>
    internal bool IsOdooOnline => BaseUrl.IdnHost.EndsWith(".odoo.com", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null where the address is not plain http or https, or has a name, a query or a fragment in it.</summary>
    public static OdooEndpoint? TryCreate(string url, string? database, string login, Secret credential, bool allowsPrivateHost)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(login);
        ArgumentNullException.ThrowIfNull(credential);
        return Uri.TryCreate(url.Trim().TrimEnd('/'), UriKind.Absolute, out var address) && IsPlainHttp(address)
            ? new OdooEndpoint(address, string.IsNullOrWhiteSpace(database) ? null : database.Trim(), login.Trim(), credential, allowsPrivateHost)
            : null;
    }

    public override string ToString() => $"{Database ?? "its database"} at {BaseUrl.Authority}";

    internal Uri At(string path) => new($"{BaseUrl.AbsoluteUri.TrimEnd('/')}{path}");

    internal OdooEndpoint With(string database) => new(BaseUrl, database, Login, Credential, AllowsPrivateHost);

    private static bool IsPlainHttp(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0 && url.Query.Length == 0 && url.Fragment.Length == 0;
}
