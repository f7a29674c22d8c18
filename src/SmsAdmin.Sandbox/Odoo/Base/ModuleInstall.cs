using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>
/// button_immediate_install: answers success whether or not anything was installed, takes as long as it is told, and a
/// broken module ends in a ParseError with everything undone.
/// </summary>
internal static class ModuleInstall
{
    public static async ValueTask<JsonNode?> RunAsync(OdooCall call)
    {
        var waiting = Begin(call);
        if (waiting.Count > 0 && call.Server.Settings.InstallDelayMs is > 0 and var ms)
            await Task.Delay(TimeSpan.FromMilliseconds(ms), call.Server.Time);
        lock (call.Database.Gate)
        {
            if (waiting.Find(row => IsBroken(call, row)) is { } broken)
            {
                foreach (var row in waiting)
                    call.Table.Change(row, new JsonObject { ["state"] = "uninstalled" }, call.User.Id);
                throw Broken(broken);
            }
            foreach (var row in waiting)
                call.Table.Change(row, new JsonObject { ["state"] = "installed", ["latest_version"] = row["installed_version"].DeepClone() }, call.User.Id);
        }
        return Modules.Finished(call);
    }

    private static List<Row> Begin(OdooCall call)
    {
        lock (call.Database.Gate)
        {
            Modules.DemandManager(call);
            call.Model.Demand(call, "write");
            foreach (var id in call.Ids.Where(id => call.Table.Find(id) is null))
                throw OdooFault.Missing(call.Model.Name, id, call.User.Id);
            if (call.Server.Settings.Busy)
                throw Modules.BusyFault(call);
            List<Row> waiting = [.. call.Rows.Where(row => row.Text("state") == "uninstalled")];
            foreach (var row in waiting)
                call.Table.Change(row, new JsonObject { ["state"] = "to install" }, call.User.Id);
            return waiting;
        }
    }

    private static bool IsBroken(OdooCall call, Row row) => row.Text("name") == Modules.Gateway && !call.Server.Settings.Patched;

    private static OdooFault Broken(Row row) => new("odoo.tools.convert.ParseError",
        $"""
        while parsing /usr/lib/python3/dist-packages/odoo/addons/{row.Text("name")}/data/ir_cron.xml:4, somewhere inside
        <record id="ir_cron_sms_retry" model="ir.cron">
            <field name="name">IPAI SMS: retry failed messages</field>
            <field name="numbercall">-1</field>
        </record>
        """, 500);
}
