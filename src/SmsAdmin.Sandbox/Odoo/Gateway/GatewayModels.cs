using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Gateway;

/// <summary>What <c>ipai_sms_gateway</c> brings: providers, of which the first active one sends, and a log of texts that stands apart from Odoo's own SMS.</summary>
internal static class GatewayModels
{
    public const string Provider = "ipai.sms.provider";
    public const string Message = "ipai.sms.message";

    private static readonly string[] Sendable = ["draft", "queued", "failed"];

    public static IEnumerable<Model> All() =>
    [
        new(Provider, "SMS Provider")
        {
            Module = Modules.Gateway,
            Order = "sequence, name",
            PythonClass = "IpaiSmsProvider",
            Readers = [Group.System, Group.User],
            Fields =
            [
                Field.Char("name", true), Field.Integer("sequence", 10), Field.Bool("active", true), new("provider_type", "selection", Default: "twilio"),
                Field.Char("base_url"), Field.Char("account_sid"), Field.Char("auth_param_key"), Field.Char("sender_id"), Field.Integer("timeout", 30),
                Field.Integer("max_retries", 3), Field.Bool("webhook_enabled", true), new("notes", "text"),
            ],
            Methods =
            [
                // It asks nobody, whatever stands in the fields
                Method.OfRecords("test_connection", [], 0, _ => new JsonObject { ["success"] = true, ["message"] = "Connection test not implemented" }),
                Method.OfModel("get_default_provider", [], 0, call => First(call.Database) is { } first ? new JsonArray(first.Id) : new JsonArray()),
            ],
        },
        new(Message, "SMS Message")
        {
            Module = Modules.Gateway,
            Order = "create_date desc",
            PythonClass = "IpaiSmsMessage",
            Readers = [Group.System, Group.User],
            Writers = [Group.System, Group.User],
            Creators = [Group.System, Group.User],
            Fields =
            [
                Field.Char("name"), new("state", "selection", Default: "draft"), Field.Char("to_number", true), Field.Char("from_number"), new("body", "text", Required: true),
                Field.To("provider_id", Provider), Field.Char("external_id"), Field.Char("res_model"), Field.Integer("res_id"), Field.To("partner_id", "res.partner"),
                new("sent_at", "datetime"), new("delivered_at", "datetime"), Field.Integer("retry_count"), Field.Char("error_code"), new("error_message", "text"),
                new("raw_response", "text"), Field.Integer("segments", 1), new("cost", "float", Default: 0),
            ],
            Check = (call, row, values) =>
            {
                if (row is null)
                    values["name"] ??= NextName(call.Database);
            },
            Methods =
            [
                new Method("send_sms", false, ["to", "body", "context"], 2, SendAsync),
                Method.OfRecords("action_queue", [], 0, call =>
                {
                    call.Model.Demand(call, "write");
                    foreach (var row in call.Rows.Where(row => row.Text("state") == "draft").ToList())
                        call.Table.Change(row, new JsonObject { ["state"] = "queued" }, call.User.Id);
                    return true;
                }),
                new Method("action_send", true, [], 0, async call =>
                {
                    call.Model.Demand(call, "write");
                    foreach (var row in call.Rows.Where(row => Sendable.Contains(row.Text("state"))).ToList())
                        await GatewaySending.SendAsync(call.Database, row.Id);
                    return true;
                }),
                Method.OfModel("get_health_status", [], 0, call => GatewayDoor.Health(call.Database)),
            ],
        },
    ];

    /// <summary>Creates a text by the first active provider, or the one that is named; null where there is none.</summary>
    public static Row? Write(Database database, string to, string body, JsonObject how, int by)
    {
        var provider = how["provider_id"]?.GetValueKind() == JsonValueKind.Number ? database.Table(Provider).Find((int)how["provider_id"]!) : First(database);
        if (provider is null)
            return null;
        return database.Table(Message).Add(new JsonObject
        {
            ["name"] = NextName(database),
            ["to_number"] = to,
            ["from_number"] = provider["sender_id"].DeepClone(),
            ["body"] = body,
            ["provider_id"] = provider.Id,
            ["res_model"] = how["res_model"]?.DeepClone(),
            ["res_id"] = how["res_id"]?.DeepClone() ?? 0,
            ["partner_id"] = how["partner_id"]?.DeepClone(),
            // By characters, whatever the alphabet: wrong for UCS-2
            ["segments"] = body.Length == 0 ? 0 : body.Length <= 160 ? 1 : (body.Length + 152) / 153,
            ["state"] = IsAsync(how) ? "queued" : "draft",
        }, by);
    }

    public static bool IsAsync(JsonObject how) => how["async"]?.GetValueKind() == JsonValueKind.True;

    private static Row? First(Database database) =>
        database.Table(Provider).Rows.Where(row => row.IsTrue("active")).OrderBy(row => row.Number("sequence")).FirstOrDefault();

    // Failing is told by the record alone; the call looks well either way
    private static async ValueTask<JsonNode?> SendAsync(OdooCall call)
    {
        var how = call["context"] as JsonObject ?? [];
        Row message;
        lock (call.Database.Gate)
        {
            call.Model.Demand(call, "create");
            message = Write(call.Database, call.Text("to"), call.Text("body"), how, call.User.Id) ?? throw OdooFault.User("No SMS provider configured");
        }
        if (!IsAsync(how))
            await GatewaySending.SendAsync(call.Database, message.Id);
        return new JsonArray(message.Id);
    }

    private static string NextName(Database database) => string.Create(CultureInfo.InvariantCulture, $"SMS-{database.Table(Message).Rows.Count + 1:D6}");
}
