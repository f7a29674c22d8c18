using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Tests.Sandbox.Odoo;

/// <summary>Odoo's own SMS, sent to a gateway that answers as the recorded one did.</summary>
public sealed class SmsTests : OdooTest, IAsyncDisposable
{
    private readonly List<JsonElement> _posts = [];
    private WebApplication? _gateway;
    private Func<string, string> _state = _ => "processing";
    private int _status = 200;
    private bool _rpcError;

    [Theory]
    [InlineData("success", "pending", false, "pending", true)]
    [InlineData("processing", "process", false, "process", true)]
    [InlineData("insufficient_credit", "error", "sms_credit", "exception", false)]
    [InlineData("wrong_number_format", "error", "sms_number_format", "exception", false)]
    [InlineData("country_not_supported", "error", "sms_country_not_supported", "exception", false)]
    [InlineData("server_error", "error", "sms_server", "exception", false)]
    [InlineData("unregistered", "error", "sms_acc", "exception", false)]
    [InlineData("some_new_state", "error", "unknown", "exception", false)]
    [InlineData("HTTP 500", "error", "sms_server", "exception", false)]
    [InlineData("RPC error", "error", "sms_server", "exception", false)]
    public async Task Each_recorded_answer_becomes_the_recorded_state(string answer, string state, object failure, string status, bool done)
    {
        (_status, _rpcError) = (answer == "HTTP 500" ? 500 : 200, answer == "RPC error");
        _state = _ => answer;
        foreach (var server in new[] { "17", "18", "19", "19.1" })
        {
            await PointAsync(server);
            var partner = await KwAsync(server, "res.partner", "create", [new { name = "SMS Target", phone = "+32 470 12 34 56" }]);
            var composer = await KwAsync(server, "sms.composer", "create",
                [new { composition_mode = "comment", res_model = "res.partner", res_id = partner.GetInt32(), body = "Via composer" }]);
            Assert.False((await KwAsync(server, "sms.composer", "action_send_sms", [new[] { composer.GetInt32() }])).GetBoolean());
            var row = (await KwAsync(server, "sms.sms", "search_read", [Array.Empty<object>()], new { fields = new[] { "state", "failure_type", "to_delete", "uuid" } }))[0];
            Assert.Equal((state, failure.ToString(), done),
                (row.GetProperty("state").GetString(), row.GetProperty("failure_type").ToString(), row.GetProperty("to_delete").GetBoolean()));
            var tracker = (await KwAsync(server, "sms.tracker", "search_read", [Array.Empty<object>()], new { fields = new[] { "sms_uuid", "mail_notification_id" } }))[0];
            Assert.Equal("SMS Target", tracker.GetProperty("mail_notification_id")[1].GetString());
            var notification = await KwAsync(server, "mail.notification", "read",
                [new[] { tracker.GetProperty("mail_notification_id")[0].GetInt32() }, new[] { "notification_status", "failure_type" }]);
            Assert.Equal((status, failure.ToString()), (notification[0].GetProperty("notification_status").GetString(), notification[0].GetProperty("failure_type").ToString()));
        }
    }

    [Fact]
    public async Task The_call_is_the_recorded_one_and_a_method_without_a_value_has_no_result()
    {
        await PointAsync("19");
        var id = await KwAsync("19", "sms.sms", "create", [new { number = "+32470123456", body = "Hello é", partner_id = 1 }]);
        var none = await RpcAsync("19", "object", "execute_kw", "odoo", Admin, "admin", "sms.sms", "send", new object[] { new[] { id.GetInt32() } });
        Assert.Equal("""{"jsonrpc":"2.0","id":1}""", none.Text);
        var call = Assert.Single(_posts);
        Assert.Equal(["jsonrpc", "method", "params", "id"], call.EnumerateObject().Select(member => member.Name));
        var sent = call.GetProperty("params");
        Assert.Equal(["messages", "webhook_url", "dbuuid", "account_token"], sent.EnumerateObject().Select(member => member.Name));
        Assert.Equal(new Uri(Host.BaseAddress, "odoo/19/sms/status").AbsoluteUri, sent.GetProperty("webhook_url").GetString());
        Assert.Equal("+32470123456", sent.GetProperty("messages")[0].GetProperty("numbers")[0].GetProperty("number").GetString());
    }

    [Fact]
    public async Task Three_numbers_go_in_one_call_and_the_refused_ones_go_again_under_their_uuid()
    {
        _state = number => number.EndsWith('2') ? "wrong_number_format" : number.EndsWith('3') ? "insufficient_credit" : "processing";
        await PointAsync("18");
        await PullAsync("18", "sms", new { numbers = new[] { "+46701234561", "+46701234562", "+46701234563" }, body = "Hello" });
        Assert.Equal([("process", "", "process"), ("error", "sms_number_format", "exception"), ("error", "sms_credit", "exception")], Texts());
        var before = Host.World.Odoo.Desk("18")!.Texts.Select(text => text.Uuid).ToHashSet();
        _state = _ => "processing";
        Assert.Equal(2, (await PullAsync("18", "resend", new { })).GetProperty("resent").GetInt32());
        Assert.Equal(2, _posts[1].GetProperty("params").GetProperty("messages")[0].GetProperty("numbers").GetArrayLength());
        Assert.Subset(before, _posts[1].GetProperty("params").GetProperty("messages")[0].GetProperty("numbers").EnumerateArray().Select(sent => sent.GetProperty("uuid").GetString()!).ToHashSet());
        Assert.All(Texts(), text => Assert.Equal("process", text.Item3));

        IEnumerable<(string, string, string)> Texts() => Host.World.Odoo.Desk("18")!.Texts.Reverse().Select(text => (text.State, text.Failure, text.Status));
    }

    [Theory]
    [InlineData("delivered", "sent", "")]
    [InlineData("sent", "pending", "")]
    [InlineData("processing", "process", "")]
    [InlineData("not_delivered", "exception", "sms_not_delivered")]
    [InlineData("expired", "exception", "sms_expired")]
    [InlineData("rejected", "bounce", "sms_rejected")]
    [InlineData("invalid_destination", "bounce", "sms_invalid_destination")]
    public async Task A_receipt_moves_the_notification(string receipt, string status, string failure)
    {
        await PointAsync("19");
        await PullAsync("19", "sms", new { numbers = new[] { "+46701234561" }, body = "Hello" });
        var reply = await ReceiptAsync("19", receipt, Host.World.Odoo.Desk("19")!.Texts[0].Uuid);
        Assert.Equal("""{"jsonrpc":"2.0","id":null,"result":"OK"}""", reply.Text);
        var text = Host.World.Odoo.Desk("19")!.Texts[0];
        Assert.Equal((status, failure), (text.Status, text.StatusFailure));
        Assert.Equal("builtins.TypeError", Fault(await ReceiptAsync("19", receipt, "nope")));
        Assert.Equal("odoo.exceptions.UserError", Fault(await ReceiptAsync("17", receipt, "nope")));
        Assert.Equal(404, (await ReceiptAsync("19-multi", receipt, text.Uuid)).Status);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_leaves_and_Odoo_shows_a_server_error()
    {
        await PullAsync("17", "sms", new { numbers = new[] { "+46701234561" }, body = "Hello" });
        Assert.Equal("sms_server", Host.World.Odoo.Desk("17")!.Texts[0].Failure);
    }

    [Fact]
    public async Task A_person_changes_a_parameter_a_user_and_a_key()
    {
        await PullAsync("19", "parameters", new { user = "secure", key = "sinch.region", value = "br" });
        var shown = Host.World.Odoo.Desk("19")!.Parameters.Single(parameter => parameter.Key == "sinch.region");
        Assert.Equal(("br", "Admin with 2FA"), (shown.Value, shown.By));
        Assert.Contains("sinch.region", (await AskAsync("19", "GET", "/control/parameters")).Text, StringComparison.Ordinal);
        await PullAsync("19", "parameters", new { user = "admin", key = "sinch.region", value = (string?)null });
        Assert.DoesNotContain(Host.World.Odoo.Desk("19")!.Parameters, parameter => parameter.Key == "sinch.region");
        await PullAsync("19", "users", new { user = "admin", two_factor = true });
        Assert.False((await RpcAsync("19", "common", "authenticate", "odoo", "admin", "admin", new { })).Json.GetProperty("result").GetBoolean());
        await PullAsync("19", "keys", new { key = SmsAdmin.Sandbox.Odoo.OdooKeys.Admin, expired = true });
        Assert.Equal(401, (await Json2Async("19", "res.users", "context_get", new { })).Status);
        Assert.Equal(400, (await AskAsync("19", "POST", "/control/parameters", """{"user":"nobody","key":"a","value":"b"}""")).Status);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }

    private Task<Reply> ReceiptAsync(string server, string status, string uuid) => AskAsync(server, "POST", "/sms/status", JsonSerializer.Serialize(new
    {
        jsonrpc = "2.0",
        method = "call",
        @params = new { message_statuses = new[] { new { sms_status = status, uuids = new[] { uuid } } } },
    }));

    private async Task PointAsync(string server)
    {
        if (_gateway is null)
        {
            var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            _gateway = builder.Build();
            _gateway.MapPost("/secret/api/sms/3/send", AnswerAsync);
            await _gateway.StartAsync(TestContext.Current.CancellationToken);
        }
        await PullAsync(server, "parameters", new { user = "admin", key = "sms.endpoint", value = $"{_gateway.Urls.Single()}/secret" });
    }

    private IResult AnswerAsync(JsonElement call)
    {
        lock (_posts)
            _posts.Add(call.Clone());
        if (_rpcError)
            return Results.Json(new { jsonrpc = "2.0", id = call.GetProperty("id").GetString(), error = new { code = 200, message = "x", data = new { name = "odoo.exceptions.AccessError", message = "gateway says no", debug = "" } } });
        var result = call.GetProperty("params").GetProperty("messages").EnumerateArray().SelectMany(message => message.GetProperty("numbers").EnumerateArray())
            .Select(sent => new { uuid = sent.GetProperty("uuid").GetString(), state = _state(sent.GetProperty("number").GetString()!), credit = 1.0 });
        return Results.Json(new { jsonrpc = "2.0", id = call.GetProperty("id").GetString(), result }, statusCode: _status);
    }
}
