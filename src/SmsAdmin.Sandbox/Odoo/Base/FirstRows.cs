using System.Globalization;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>What stands in a new database.</summary>
internal static class FirstRows
{
    /// <summary>OdooBot, in whose name Odoo writes what it writes itself.</summary>
    public const int Root = 1;

    private static readonly (string Name, string Title, int Id)[] Installed =
        [("base", "Base", 1), ("auth_totp", "Two-Factor Authentication (TOTP)", 29), ("auth_totp_mail", "2FA Invite mail", 30), ("base_install_request", "Base - Module Install Request", 41)];

    public static Database Fill(Database database)
    {
        AddUsers(database);
        AddModules(database);
        database.SetParameter("database.uuid", Uuid(database), Root);
        database.SetParameter(OdooServer.BaseUrl, "http://localhost:8069", Root);
        return database;
    }

    public static void AddModule(Database database, string name, string title, string version, string state, int id) =>
        database.Table(Modules.ModelName).Add(new JsonObject
        {
            ["name"] = name,
            ["shortdesc"] = title,
            ["state"] = state,
            ["installed_version"] = version,
            ["latest_version"] = state == "installed" ? version : false,
        }, Root, id);

    private static void AddUsers(Database database)
    {
        Users.Add(database, "OdooBot", "__system__", "", Group.System).Row["active"] = false;
        var admin = Users.Add(database, "Administrator", "admin", "admin", Group.System);
        var clerk = Users.Add(database, "Clerk User", "clerk", "clerk", Group.User, 5);
        Users.Add(database, "Access Rights Manager", "erpmanager", "erpmanager", Group.Manager);
        Users.Add(database, "Portal User", "portal", "portal", Group.Portal);
        var secure = Users.Add(database, "Admin with 2FA", "secure", "secure", Group.System);
        secure.Row["totp_enabled"] = true;
        AddKey(database, "rpc", OdooKeys.Admin, admin, "rpc");
        AddKey(database, "without scope", OdooKeys.NoScope, admin, null);
        AddKey(database, "other scope", OdooKeys.OtherScope, admin, "other");
        AddKey(database, "2fa rpc", OdooKeys.Secure, secure, "rpc");
        AddKey(database, "clerk", OdooKeys.Clerk, clerk, "rpc");
        AddKey(database, "expired", OdooKeys.Expired, admin, "rpc", database.Now.AddDays(-1));
    }

    private static void AddKey(Database database, string name, string key, OdooUser user, string? scope, DateTimeOffset? end = null)
    {
        var row = database.Table("res.users.apikeys").Add(new JsonObject
        {
            ["name"] = name,
            ["scope"] = scope is null ? false : scope,
            ["user_id"] = user.Id,
            ["expiration_date"] = end is { } at ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : false,
        }, user.Id);
        database.Keys.Add(new OdooKey(row.Id, database.Name == OdooServer.MainDatabase ? key : OdooKeys.InShop(key), user, scope) { ExpiresAt = end });
    }

    private static void AddModules(Database database)
    {
        var major = database.Server.Version.Major;
        foreach (var (name, title, id) in Installed)
            AddModule(database, name, title, $"{major}.0.1.0", "installed", id);
        if (major >= 19)
            AddModule(database, "rpc", "RPC endpoints", $"{major}.0.1.0", "installed", 262);
        if (major >= 18)
            AddModule(database, Modules.Gateway, "IPAI SMS Gateway", "18.0.1.0.0", major == 18 ? "uninstalled" : "uninstallable", 120);
        AddModule(database, "calendar", "Calendar", $"{major}.0.1.1", "uninstalled", 54);
        // The other database has no SMS yet
        AddModule(database, Modules.Sms, "SMS gateway", $"{major}.0.3.0", database.Name == OdooServer.MainDatabase ? "installed" : "uninstalled", 289);
        if (major >= 19)
            AddModule(database, "sms_twilio", "Twilio SMS", $"{major}.0.1.0", "uninstalled", 290);
    }

    private static string Uuid(Database database) =>
        $"{database.Server.Version.Major:x8}-{(database.Server.Version.IsAfter19 ? 1 : 0):x4}-4000-8000-{(database.Name == OdooServer.MainDatabase ? 1 : 2) + (database.Server.IsMulti ? 16 : 0):x12}";
}
