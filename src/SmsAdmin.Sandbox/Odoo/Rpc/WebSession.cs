using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Rpc;

/// <summary>The browser's own sign-in, which alone tells a missing second factor from a wrong password.</summary>
internal static class WebSession
{
    public static JsonNode? Authenticate(OdooServer server, JsonObject body)
    {
        var parameters = body["params"] as JsonObject ?? [];
        var database = server.Named(Table.TextOf(parameters["db"]));
        lock (database.Gate)
        {
            var login = Table.TextOf(parameters["login"]);
            var secret = Table.TextOf(parameters["password"]) ?? "";
            var user = database.Users.Find(user => user.Login == login);
            if (user is not { IsActive: true } || secret.Length == 0 || (secret != user.Password && Users.ByKey(database, secret) != user))
                throw OdooFault.AccessDenied;
            // The password is right and the code is still to come
            return user.HasTwoFactor && secret == user.Password ? new JsonObject { ["uid"] = null } : Signed(server, database, user);
        }
    }

    // The twelve members of some thirty that tell something
    private static JsonObject Signed(OdooServer server, Database database, OdooUser user) => new()
    {
        ["uid"] = user.Id,
        ["is_system"] = user.Is(Group.System),
        ["is_admin"] = user.Is(Group.Manager),
        ["is_public"] = false,
        ["is_internal_user"] = user.Is(Group.User),
        ["user_context"] = new JsonObject { ["lang"] = "en_US", ["tz"] = false, ["uid"] = user.Id },
        ["db"] = database.Name,
        ["server_version"] = server.Version.Full(server.Settings.Enterprise),
        ["server_version_info"] = server.Version.Info(server.Settings.Enterprise),
        ["name"] = user.Row.Text("name"),
        ["username"] = user.Login,
        ["web.base.url"] = database.Parameter(OdooServer.BaseUrl),
    };
}
