using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Sms;

/// <summary>What the module <c>sms</c> brings: the composer, the queue, and the notification that a reader sees.</summary>
internal static class SmsModels
{
    public const string Queue = "sms.sms";
    public const string Tracker = "sms.tracker";
    public const string Notification = "mail.notification";
    public const string Composer = "sms.composer";

    public static IEnumerable<Model> All() =>
    [
        new(Queue, "Outgoing SMS")
        {
            Module = Modules.Sms,
            NameField = "number",
            Order = "id desc",
            PythonClass = "SmsSms",
            Fields =
            [
                Field.Char("uuid"), Field.Char("number"), new("body", "text"), Field.To("partner_id", "res.partner"), new("state", "selection", Default: "outgoing"),
                new("failure_type", "selection"), Field.Bool("to_delete"),
            ],
            Check = (_, row, values) =>
            {
                if (row is null)
                    values["uuid"] ??= Guid.NewGuid().ToString("n");
            },
            Methods =
            [
                new Method("send", true, ["unlink_failed", "unlink_sent", "raise_exception"], 0, async call =>
                {
                    call.Model.Demand(call, "write");
                    await SmsSending.SendAsync(call.Database, call.Ids);
                    return null;
                }),
                new Method("resend_failed", true, [], 0, async call =>
                {
                    call.Model.Demand(call, "write");
                    await SmsSending.SendAsync(call.Database, SmsSending.Requeue(call.Database, call.Ids));
                    return new JsonObject { ["type"] = "ir.actions.client", ["tag"] = "display_notification", ["params"] = new JsonObject { ["title"] = "Warning", ["message"] = "" } };
                }),
                Method.OfRecords("action_set_outgoing", [], 0, call =>
                {
                    call.Model.Demand(call, "write");
                    SmsSending.Requeue(call.Database, call.Ids);
                    return null;
                }),
            ],
        },
        new(Tracker, "Link SMS to mailing/sms tracking models")
        {
            Module = Modules.Sms,
            NameField = "sms_uuid",
            Fields = [Field.Char("sms_uuid", true), Field.To("mail_notification_id", Notification)],
        },
        new(Notification, "Message Notifications")
        {
            Module = Modules.Sms,
            Readers = [Group.System, Group.User],
            Fields =
            [
                Field.Char("name"), new("notification_type", "selection", Default: "sms"), new("notification_status", "selection", Default: "ready"),
                new("failure_type", "selection"), Field.To("res_partner_id", "res.partner"), Field.Char("sms_number"),
            ],
        },
        new(Composer, "Send SMS Wizard")
        {
            Module = Modules.Sms,
            NameField = "body",
            Readers = [Group.User],
            Writers = [Group.User],
            Creators = [Group.User],
            Fields =
            [
                new("composition_mode", "selection", Default: "comment"), Field.Char("res_model"), new("res_id", "integer"), Field.Char("res_ids"),
                new("body", "text", Required: true), Field.Char("numbers"), Field.Bool("mass_force_send"), Field.Bool("mass_keep_log", true),
            ],
            Methods =
            [
                new Method("action_send_sms", true, [], 0, async call =>
                {
                    await SmsSending.SendAsync(call.Database, Post(call));
                    return false;
                }),
            ],
        },
    ];

    /// <summary>Writes one text to one partner into the queue, with the notification and the tracker that join them.</summary>
    public static Row Enqueue(Database database, Row partner, string body, int by)
    {
        var number = partner.Text("phone");
        var notification = database.Table(Notification).Add(
            new JsonObject { ["name"] = partner.Text("name"), ["res_partner_id"] = partner.Id, ["sms_number"] = number }, by);
        var sms = database.Table(Queue).Add(new JsonObject
        {
            ["uuid"] = Guid.NewGuid().ToString("n"),
            ["number"] = number,
            ["body"] = body,
            ["partner_id"] = partner.Id,
        }, by);
        database.Table(Tracker).Add(new JsonObject { ["sms_uuid"] = sms["uuid"].DeepClone(), ["mail_notification_id"] = notification.Id }, by);
        return sms;
    }

    private static List<int> Post(OdooCall call)
    {
        lock (call.Database.Gate)
        {
            call.Model.Demand(call, "write");
            return
            [
                .. from composer in call.Rows
                   from partner in Partners(composer).Select(call.Database.Table("res.partner").Find).OfType<Row>()
                   select Enqueue(call.Database, partner, composer.Text("body"), call.User.Id).Id,
            ];
        }
    }

    private static IEnumerable<int> Partners(Row composer) => composer.Number("res_id") is { } one
        ? [one]
        : composer.Text("res_ids").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.TryParse(id, out var number) ? number : 0);
}
