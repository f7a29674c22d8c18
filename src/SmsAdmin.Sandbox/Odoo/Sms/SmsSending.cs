using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Sms;

/// <summary>From the queue to <c>sms.endpoint</c>, and what the answer and the receipts make of a text.</summary>
internal static class SmsSending
{
    private const int MostInABatch = 500;

    /// <summary>Answers and receipts that are good news, as the state of the queue's row.</summary>
    private static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["processing"] = "process",
        ["success"] = "pending",
        ["sent"] = "pending",
        ["delivered"] = "sent",
    };

    private static readonly Dictionary<string, string> Refusals = new(StringComparer.Ordinal)
    {
        ["insufficient_credit"] = "sms_credit",
        ["wrong_number_format"] = "sms_number_format",
        ["country_not_supported"] = "sms_country_not_supported",
        ["server_error"] = "sms_server",
        ["unregistered"] = "sms_acc",
    };

    private static readonly string[] DeliveryErrors = ["expired", "not_delivered", "invalid_destination", "not_allowed", "rejected"];
    private static readonly string[] Bounces = ["invalid_destination", "not_allowed", "rejected"];

    /// <summary>Sends what of these still waits, at most 500 a call; nothing is thrown, the rows say how it went.</summary>
    public static async Task SendAsync(Database database, IReadOnlyList<int> ids)
    {
        List<Row> waiting;
        lock (database.Gate)
        {
            var queue = database.Table(SmsModels.Queue);
            waiting = [.. ids.Select(queue.Find).OfType<Row>().Where(sms => sms.Text("state") == "outgoing" && !sms.IsTrue("to_delete"))];
            foreach (var sms in waiting.Where(sms => sms.Text("number").Length == 0))
                Fail(database, sms, "sms_number_missing");
            waiting.RemoveAll(sms => sms.Text("number").Length == 0);
        }
        foreach (var batch in waiting.Chunk(MostInABatch))
        {
            var answers = await SmsEndpoint.PostAsync(database, batch);
            lock (database.Gate)
            {
                foreach (var sms in batch)
                    Apply(database, sms, answers is null ? "server_error" : answers.GetValueOrDefault(sms.Text("uuid")));
            }
        }
    }

    /// <summary>Puts failed texts back into the queue under the uuid that they have.</summary>
    public static List<int> Requeue(Database database, IReadOnlyList<int> ids)
    {
        lock (database.Gate)
        {
            var queue = database.Table(SmsModels.Queue);
            List<Row> failed = [.. ids.Select(queue.Find).OfType<Row>().Where(sms => sms.Text("state") == "error")];
            foreach (var sms in failed)
            {
                queue.Change(sms, new JsonObject { ["state"] = "outgoing", ["failure_type"] = false, ["to_delete"] = false }, FirstRows.Root);
                Notify(database, sms.Text("uuid"), "ready", null);
            }
            return [.. failed.Select(sms => sms.Id)];
        }
    }

    /// <summary>A receipt: the notification moves, and the row of the queue has done its work.</summary>
    public static void Receive(Database database, string uuid, string status)
    {
        if (Good.TryGetValue(status, out var state))
            Notify(database, uuid, state, null);
        else
            Notify(database, uuid, Bounces.Contains(status) ? "bounce" : "exception", DeliveryErrors.Contains(status) ? $"sms_{status}" : Refusals.GetValueOrDefault(status, "unknown"));
        if (database.Table(SmsModels.Queue).First("uuid", uuid) is { } sms)
            database.Table(SmsModels.Queue).Change(sms, new JsonObject { ["to_delete"] = true }, FirstRows.Root);
    }

    private static void Apply(Database database, Row sms, string? answer)
    {
        // A uuid that the answer leaves out stays in the queue
        if (answer is null)
            return;
        if (!Good.TryGetValue(answer, out var state))
        {
            Fail(database, sms, Refusals.GetValueOrDefault(answer, "unknown"));
            return;
        }
        database.Table(SmsModels.Queue).Change(sms, new JsonObject { ["state"] = state, ["failure_type"] = false, ["to_delete"] = true }, FirstRows.Root);
        Notify(database, sms.Text("uuid"), state, null);
    }

    private static void Fail(Database database, Row sms, string failure)
    {
        database.Table(SmsModels.Queue).Change(sms, new JsonObject { ["state"] = "error", ["failure_type"] = failure, ["to_delete"] = false }, FirstRows.Root);
        Notify(database, sms.Text("uuid"), "exception", failure);
    }

    private static void Notify(Database database, string uuid, string status, string? failure)
    {
        var notifications = database.Table(SmsModels.Notification);
        if (database.Table(SmsModels.Tracker).First("sms_uuid", uuid)?.Number("mail_notification_id") is not { } id || notifications.Find(id) is not { } notification)
            return;
        // An answer that comes after its own receipt does not undo it
        var now = notification.Text("notification_status");
        if (status is "process" or "pending" && (now == "sent" || (now == "pending" && status == "process")))
            return;
        notifications.Change(notification, new JsonObject { ["notification_status"] = status, ["failure_type"] = failure is null ? false : failure }, FirstRows.Root);
    }
}
