using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SmsAdmin.Sandbox.Odoo.Rpc;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo.Sms;

/// <summary><c>/sms/status</c>: receipts in Odoo's vocabulary. Nothing but the uuid proves who sends them.</summary>
internal static partial class SmsStatus
{
    public static Task<Answer> AnswerAsync(OdooServer server, OdooRequest request)
    {
        if (server.Selected(request.Database) is not { } database || !database.HasSms())
            return Task.FromResult(server.IsMulti ? OdooPages.NoDatabase : OdooPages.NotFound);
        return JsonRpc.AnswerAsync(server, request, body =>
        {
            var statuses = ((body["params"] as JsonObject)?["message_statuses"] as JsonArray ?? []).OfType<JsonObject>()
                .SelectMany(status => (status["uuids"] as JsonArray ?? []).Select(uuid => ((string?)uuid ?? "", (string?)status["sms_status"] ?? ""))).ToList();
            if (statuses.Exists(pair => !Uuid().IsMatch(pair.Item1) || pair.Item2.Length == 0))
                throw BadParameters(server.Version);
            lock (database.Gate)
            {
                foreach (var (uuid, status) in statuses)
                    SmsSending.Receive(database, uuid, status);
            }
            return ValueTask.FromResult<JsonNode?>("OK");
        });
    }

    // 19 trips over its own error
    private static OdooFault BadParameters(OdooVersion version) => version.Major >= 19
        ? OdooFault.Type("UserError.__init__() got an unexpected keyword argument 'status'")
        : OdooFault.User("Bad parameters");

    [GeneratedRegex(@"^\w{32}$")]
    private static partial Regex Uuid();
}
