using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;
using SmsAdmin.Sandbox.Odoo.Rpc;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo.Gateway;

/// <summary>The module's pages under <c>/ipai/sms</c>: its health, and reports as Twilio, Infobip and Vonage post them. Nobody proves who posts.</summary>
internal static class GatewayDoor
{
    private const string NoSuchMember = "'Request' object has no attribute 'jsonrequest'";
    private const int DegradedFrom = 20;

    private static readonly Dictionary<string, string> Twilio = new(StringComparer.Ordinal)
    {
        ["delivered"] = "delivered",
        ["sent"] = "sent",
        ["failed"] = "failed",
        ["undelivered"] = "failed",
    };

    private static readonly Dictionary<string, string> Nexmo = new(StringComparer.Ordinal)
    {
        ["delivered"] = "delivered",
        ["accepted"] = "sent",
        ["buffered"] = "sent",
        ["failed"] = "failed",
        ["rejected"] = "failed",
        ["expired"] = "failed",
    };

    public static Task<Answer> AnswerAsync(OdooServer server, OdooRequest request)
    {
        if (server.Selected(request.Database) is not { } database || !IsInstalled(database))
            return Task.FromResult(server.IsMulti ? OdooPages.NoDatabase : OdooPages.NotFound);
        var fields = Fields(request);
        switch (request.Method, request.Segments[2..])
        {
            case ("GET", ["health"]):
                lock (database.Gate)
                    return Task.FromResult(OdooPages.Json(200, Health(database)) with { ContentType = "application/json" });
            case ("POST", ["webhook", "twilio"]):
                return Task.FromResult(Report(database, fields, "MessageSid", "MessageStatus", "ErrorCode", Twilio, fields.GetValueOrDefault("ErrorMessage")));
            case ("POST" or "GET", ["webhook", "nexmo"]):
                return Task.FromResult(Report(database, fields, "messageId", "status", "err-code", Nexmo, null));
            case ("POST", ["webhook", "infobip"]):
                // Broken since Odoo 16, and says so with 200
                return JsonRpc.AnswerAsync(server, request, _ => ValueTask.FromResult<JsonNode?>(new JsonObject { ["status"] = "error", ["message"] = NoSuchMember }));
            default:
                return Task.FromResult(OdooPages.NotFound);
        }
    }

    public static JsonObject Health(Database database)
    {
        var rows = database.Table(GatewayModels.Message).Rows;
        var failed = rows.Count(row => row.Text("state") == "failed");
        var last = rows.Where(row => row.Text("state") is "sent" or "delivered").Select(row => row.Text("sent_at")).Max(StringComparer.Ordinal);
        return new JsonObject
        {
            ["status"] = failed < DegradedFrom ? "healthy" : "degraded",
            ["queued_messages"] = rows.Count(row => row.Text("state") == "queued"),
            ["sending_messages"] = rows.Count(row => row.Text("state") == "sending"),
            ["failed_messages"] = failed,
            ["last_sent"] = last?.Replace(' ', 'T'),
            ["provider_count"] = database.Table(GatewayModels.Provider).Rows.Count(row => row.IsTrue("active")),
        };
    }

    private static Answer Report(
        Database database, Dictionary<string, StringValues> fields, string id, string status, string code, Dictionary<string, string> states, string? message)
    {
        var (external, said) = (fields.GetValueOrDefault(id).ToString(), fields.GetValueOrDefault(status).ToString());
        if (external.Length > 0 && states.TryGetValue(said, out var state))
        {
            lock (database.Gate)
                GatewaySending.Report(database, external, state, fields.GetValueOrDefault(code), message);
        }
        return new Answer(200, Encoding.UTF8.GetBytes("OK"), "text/html; charset=utf-8");
    }

    private static bool IsInstalled(Database database)
    {
        lock (database.Gate)
            return database.IsInstalled(Modules.Gateway);
    }

    // Of the address and of a form alike
    private static Dictionary<string, StringValues> Fields(OdooRequest request)
    {
        var fields = QueryHelpers.ParseQuery(request.Query);
        if (request.Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, value) in QueryHelpers.ParseQuery(request.Body))
                fields[name] = value;
        }
        return fields;
    }
}
