using System.Globalization;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Gateway;

/// <summary>From a text of the module to its provider, and what the answer and the reports make of it.</summary>
internal static class GatewaySending
{
    private const int MostTries = 3;
    private const int QueuedAtOnce = 50;
    private const int FailedAtOnce = 20;

    /// <summary>Tries one text. Nothing is thrown: the row says how it went.</summary>
    public static async Task SendAsync(Database database, int id)
    {
        GatewayPost post;
        lock (database.Gate)
        {
            if (database.Table(GatewayModels.Message).Find(id) is not { } message)
                return;
            Write(database, id, new JsonObject { ["state"] = "sending", ["error_code"] = false, ["error_message"] = false });
            var provider = message.Number("provider_id") is { } by ? database.Table(GatewayModels.Provider).Find(by) : null;
            post = GatewayPost.Of(database, message, provider);
        }
        var (answer, error) = await post.SendAsync(database.Server.Time);
        lock (database.Gate)
        {
            if (answer is not null)
                Write(database, id, new JsonObject
                {
                    ["state"] = "sent",
                    ["sent_at"] = Now(database),
                    ["external_id"] = Table.TextOf(answer["message_id"]) ?? Table.TextOf(answer["id"]),
                    ["raw_response"] = answer.ToJsonString(),
                    ["cost"] = 0,
                });
            else
                Write(database, id, new JsonObject
                {
                    ["state"] = "failed",
                    ["error_message"] = error,
                    ["retry_count"] = (database.Table(GatewayModels.Message).Find(id)?.Number("retry_count") ?? 0) + 1,
                });
        }
    }

    /// <summary>
    /// The two scheduled actions, which Odoo runs every minutes: what is queued goes out, and what failed goes out again, as it
    /// was, unless three tries have failed. One that a report called failed was tried well, and counts as none. Returns how many.
    /// </summary>
    public static async Task<int> RunScheduledAsync(Database database)
    {
        List<int> due;
        lock (database.Gate)
        {
            var rows = database.Table(GatewayModels.Message).Rows;
            due =
            [
                .. rows.Where(row => row.Text("state") == "queued").Take(QueuedAtOnce).Select(row => row.Id),
                .. rows.Where(row => row.Text("state") == "failed" && (row.Number("retry_count") ?? 0) < MostTries).Take(FailedAtOnce).Select(row => row.Id),
            ];
        }
        foreach (var id in due)
            await SendAsync(database, id);
        return due.Count;
    }

    /// <summary>A report: the state is written whatever it was before, so it may go backwards. An unknown id is no fault.</summary>
    public static void Report(Database database, string externalId, string state, string? errorCode, string? errorMessage)
    {
        if (database.Table(GatewayModels.Message).Rows.LastOrDefault(row => row.Text("external_id") == externalId) is not { } message)
            return;
        var values = new JsonObject { ["state"] = state };
        if (state == "delivered")
            values["delivered_at"] = Now(database);
        if (state == "failed")
            (values["error_code"], values["error_message"]) = (errorCode, errorMessage);
        Write(database, message.Id, values);
    }

    private static void Write(Database database, int id, JsonObject values)
    {
        if (database.Table(GatewayModels.Message).Find(id) is { } message)
            database.Table(GatewayModels.Message).Change(message, values, FirstRows.Root);
    }

    private static string Now(Database database) => database.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
