using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>
/// ir.module.module. Two field names lie, as in Odoo: <c>installed_version</c> is the version on disk,
/// <c>latest_version</c> the one installed in the database.
/// </summary>
internal static class Modules
{
    public const string ModelName = "ir.module.module";
    public const string Sms = "sms";
    public const string Gateway = "ipai_sms_gateway";

    private const int ListedOnDisk = 76;

    public static Model Model(OdooVersion version) => new(ModelName, "Module")
    {
        PythonClass = version.Major >= 19 ? "IrModuleModule" : "Module",
        Readers = [Group.System, Group.User],
        Order = "name",
        Fields =
        [
            Field.Char("name", true), new("state", "selection", Default: "uninstalled"), Field.Char("installed_version"), Field.Char("latest_version"),
            Field.Char("shortdesc"), Field.Char("summary"), Field.Char("author"), Field.Bool("application"), Field.Bool("auto_install"),
        ],
        Methods =
        [
            Method.OfModel("update_list", [], 0, UpdateList),
            new Method("button_immediate_install", true, [], 0, ModuleInstall.RunAsync),
            Method.OfRecords("button_immediate_uninstall", [], 0, Uninstall),
        ],
    };

    /// <summary>The answer to every install and uninstall, done or not.</summary>
    public static JsonObject Finished(OdooCall call) =>
        new() { ["type"] = "ir.actions.act_url", ["target"] = "self", ["url"] = call.Version.Home };

    /// <summary>Who is no manager of users is turned away before anything is looked at, by the error of a wrong password.</summary>
    public static void DemandManager(OdooCall call)
    {
        if (!call.User.Is(Group.Manager))
            throw OdooFault.AccessDenied;
    }

    public static OdooFault BusyFault(OdooCall call) => call.IsJson2
        ? OdooFault.User("Odoo is currently processing a scheduled action.\nModule operations are not possible at this time, please try again later or contact your system administrator.")
        : new OdooFault("psycopg2.errors.InFailedSqlTransaction", "current transaction is aborted, commands ignored until end of transaction block\n", 500);

    private static JsonArray UpdateList(OdooCall call)
    {
        DemandManager(call);
        call.Model.Demand(call, "write");
        var gateway = call.Table.First("name", Gateway);
        var added = 0;
        if (call.Server.Settings.Patched && gateway is null)
        {
            FirstRows.AddModule(call.Database, Gateway, "IPAI SMS Gateway", "18.0.1.0.0", "uninstalled", 120);
            added = 1;
        }
        else if (call.Server.Settings.Patched && gateway!.Text("state") == "uninstallable")
        {
            call.Table.Change(gateway, new JsonObject { ["state"] = "uninstalled" }, call.User.Id);
        }
        return new JsonArray(ListedOnDisk, added);
    }

    private static JsonObject Uninstall(OdooCall call)
    {
        DemandManager(call);
        call.Model.Demand(call, "write");
        if (call.Server.Settings.Busy)
            throw BusyFault(call);
        var rows = call.Rows.ToList();
        if (rows.Exists(row => row.Text("name") is "rpc" or "base"))
            throw OdooFault.User($"Those modules cannot be uninstalled: {string.Join(", ", rows.Select(row => row.Text("name")).Where(name => name is "rpc" or "base"))}");
        foreach (var row in rows.Where(row => row.Text("state") == "installed"))
            call.Table.Change(row, new JsonObject { ["state"] = "uninstalled", ["latest_version"] = false }, call.User.Id);
        return Finished(call);
    }
}
