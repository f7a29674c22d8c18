using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>res.users, and how a login or a key becomes a user.</summary>
internal static class Users
{
    public static Model Model(OdooVersion version) => new(OdooUser.ModelName, "User")
    {
        PythonClass = version.Major >= 19 ? "ResUsers" : "Users",
        Readers = [Group.System, Group.User],
        Writers = [Group.Manager],
        Creators = [Group.Manager],
        Fields =
        [
            Field.Char("name", true), Field.Char("login", true), Field.Char("password"), Field.Bool("active", true), Field.Bool("totp_enabled"),
            Field.To("partner_id", "res.partner"), new("lang", "selection", Default: "en_US"), new("tz", "selection"), Field.Bool("share"),
        ],
        Methods =
        [
            Method.OfModel("context_get", [], 0, call => new JsonObject { ["lang"] = "en_US", ["tz"] = false, ["uid"] = call.User.Id }),
            version.Major == 17
                ? Method.OfModel("has_group", ["group_ext_id"], 1, call => call.User.Is(call.Text("group_ext_id")))
                : Method.OfRecords("has_group", ["group_ext_id"], 1, call =>
                    call.Ids is [var id] && call.Database.User(id) is { } user && user.Is(call.Text("group_ext_id"))),
            Method.OfModel("create", ["vals_list"], 1, Create),
        ],
    };

    public static Model Keys() => new("res.users.apikeys", "Users API Keys")
    {
        Readers = [Group.System, Group.User],
        Writers = [],
        Creators = [],
        Fields = [Field.Char("name"), Field.Char("scope"), Field.To("user_id", OdooUser.ModelName), new("expiration_date", "datetime")],
    };

    public static OdooUser Add(Database database, string name, string login, string password, Group group, int? id = null)
    {
        var partner = database.Table("res.partner").Add(new JsonObject { ["name"] = name }, 1);
        var row = database.Table(OdooUser.ModelName).Add(new JsonObject
        {
            ["name"] = name,
            ["login"] = login,
            ["partner_id"] = partner.Id,
            ["share"] = group == Group.Portal,
        }, 1, id);
        var user = new OdooUser(row, group) { Password = password };
        database.Users.Add(user);
        return user;
    }

    /// <summary>As the recordings: the password while 2FA is off, or one of the user's own keys. Null is Odoo's plain <c>false</c>.</summary>
    public static OdooUser? ByPassword(Database database, OdooUser? user, string secret)
    {
        if (user is not { IsActive: true } || secret.Length == 0)
            return null;
        return (secret == user.Password && !user.HasTwoFactor) || ByKey(database, secret) == user ? user : null;
    }

    public static OdooUser? ByKey(Database database, string secret) =>
        database.Keys.Find(key => key.Key == secret && key.Opens(database.Now))?.User;

    private static JsonNode Create(OdooCall call)
    {
        call.Model.Demand(call, "create");
        var many = call["vals_list"] as JsonArray ?? [call["vals_list"]?.DeepClone()];
        var ids = new JsonArray();
        foreach (var values in many.OfType<JsonObject>())
        {
            var login = (string?)values["login"] ?? "";
            if (call.Database.Users.Exists(user => user.Login == login))
                throw OdooFault.Validation("You can not have two users with the same login!");
            ids.Add(Add(call.Database, (string?)values["name"] ?? login, login, (string?)values["password"] ?? "", Group.User).Id);
        }
        return call["vals_list"] is JsonArray || call.IsJson2 ? ids : ids[0]!.DeepClone();
    }
}
