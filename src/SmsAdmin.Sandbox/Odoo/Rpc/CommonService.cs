using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Rpc;

/// <summary>The services <c>common</c> and <c>db</c> of the legacy RPC.</summary>
internal static class CommonService
{
    private static readonly string[] AuthenticateArguments = ["db", "login", "password", "user_agent_env"];

    public static JsonNode? Common(OdooServer server, string method, JsonArray arguments)
    {
        switch (method)
        {
            case "version":
                return server.Version.Describe(server.Settings.Enterprise);
            case "authenticate" when arguments.Count < 4:
                throw Arity("exp_authenticate", AuthenticateArguments[arguments.Count..]);
            case "login" when arguments.Count < 3:
                throw Arity("exp_login", AuthenticateArguments[arguments.Count..3]);
            case "authenticate" or "login":
                return Authenticate(server, arguments);
            default:
                throw new OdooFault("builtins.Exception", $"Method not found: {method}", 500);
        }
    }

    public static JsonNode? Databases(OdooServer server, string method, JsonArray arguments) => method switch
    {
        "list" when !server.Settings.ListDb => throw OdooFault.AccessDenied,
        "list" => new JsonArray([.. server.Databases.Select(database => JsonValue.Create(database.Name))]),
        "db_exist" => arguments is [JsonValue name, ..] && server.Find(Table.TextOf(name) ?? "") is not null,
        "server_version" => server.Version.Full(server.Settings.Enterprise),
        _ => throw new OdooFault("builtins.KeyError", $"'{method}'", 500),
    };

    public static OdooFault Arity(string function, IReadOnlyList<string> missing) => OdooFault.Type(
        $"{function}() missing {missing.Count} required positional argument{(missing.Count == 1 ? "" : "s")}: {Python.Listed(missing)}");

    private static JsonNode Authenticate(OdooServer server, JsonArray arguments)
    {
        var database = server.Named(Table.TextOf(arguments[0]));
        lock (database.Gate)
        {
            var login = Table.TextOf(arguments[1]);
            var user = Users.ByPassword(database, database.Users.Find(user => user.Login == login), Table.TextOf(arguments[2]) ?? "");
            if (user is null)
                return false;
            // The trap: an administrator's client that names where it is overwrites web.base.url
            if (user.Is(Group.System) && arguments.Count > 3 && arguments[3] is JsonObject agent && agent["base_location"]?.GetValueKind() == JsonValueKind.String)
                database.SetParameter(OdooServer.BaseUrl, (string)agent["base_location"]!, user.Id);
            return user.Id;
        }
    }
}
