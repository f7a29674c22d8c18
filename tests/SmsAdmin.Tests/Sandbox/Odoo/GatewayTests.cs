using System.Text.Json;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sandbox.Odoo;

/// <summary>The module <c>ipai_sms_gateway</c> in a pretend Odoo, its custom provider posting to a gateway that answers as told.</summary>
public sealed class GatewayTests : OdooTest
{
    private const string Provider = "ipai.sms.provider";
    private const string Message = "ipai.sms.message";
    private const string To = "+46701740650";

    [Theory]
    [InlineData("17")]
    [InlineData("18")]
    [InlineData("19")]
    [InlineData("19.1")]
    public async Task The_custom_provider_posts_the_recorded_call_with_the_token_that_the_parameter_holds(string server)
    {
        await using var gateway = await ScriptedServer.StartAsync(202, """{"id":"ext-1","status":"queued"}""");
        await InstallAsync(server);
        await ProviderAsync(server, gateway, new { sender_id = "Acme" });
        await PullAsync(server, "parameters", new { user = "admin", key = "acme.token", value = "the-token" });

        var id = (await KwAsync(server, Message, "send_sms", [To, "Hello"]))[0].GetInt32();

        Assert.Equal(("POST", "/send"), (gateway.Only.Method, gateway.Only.PathAndQuery));
        Assert.Equal("Bearer the-token", gateway.Only.Headers.Authorization.ToString());
        Assert.Equal("application/json", gateway.Only.Headers.ContentType.ToString());
        Assert.Equal($$"""{"to":"{{To}}","from":"Acme","body":"Hello"}""", JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(gateway.Only.Body), Plain));
        var row = await RowAsync(server, id);
        Assert.Equal(("SMS-000001", "sent", "ext-1"), (Text(row, "name"), Text(row, "state"), Text(row, "external_id")));
    }

    [Theory]
    [InlineData(401, "application/problem+json", """{"detail":"who are you"}""", "401 Client Error: Unauthorized for url:")]
    [InlineData(503, "text/html", "<h1>Later</h1>", "503 Server Error: Service Unavailable for url:")]
    [InlineData(200, "text/html", "<h1>Hello</h1>", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData(200, "application/json", "[]", "'list' object has no attribute 'get'")]
    public async Task What_is_no_success_stands_in_the_record_alone_and_the_answers_own_words_are_lost(int status, string type, string body, string says)
    {
        await using var gateway = await ScriptedServer.StartAsync(status, body, type);
        await InstallAsync("19");
        await ProviderAsync("19", gateway);

        var id = (await KwAsync("19", Message, "send_sms", [To, "Hello"]))[0].GetInt32();

        Assert.Equal("false", JsonDocument.Parse(gateway.Only.Body).RootElement.GetProperty("from").GetRawText());
        Assert.Equal("", gateway.Only.Headers.Authorization.ToString());
        var row = await RowAsync("19", id);
        Assert.Equal(("failed", 1), (Text(row, "state"), row.GetProperty("retry_count").GetInt32()));
        Assert.StartsWith(says, Text(row, "error_message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_later_only_by_position_and_a_provider_that_nobody_has_is_the_one_thing_that_it_refuses()
    {
        await using var gateway = await ScriptedServer.StartAsync(200, """{"message_id":"a","id":"b"}""");
        await InstallAsync("19");
        Assert.Equal("odoo.exceptions.UserError", Fault(await RpcAsync("19", "object", "execute_kw", "odoo", Admin, "admin", Message, "send_sms", new object[] { To, "Hello" })));
        await ProviderAsync("19", gateway);

        // Over JSON-2 the endpoint keeps "context" for itself.
        await Json2Async("19", Message, "send_sms", new { to = To, body = "Now", context = new Dictionary<string, bool> { ["async"] = true } });
        var queued = (await KwAsync("19", Message, "send_sms", [To, "Later", new Dictionary<string, bool> { ["async"] = true }]))[0].GetInt32();
        Assert.Equal("queued", Text(await RowAsync("19", queued), "state"));
        Assert.Single(gateway.Requests);

        Assert.Equal(1, (await PullAsync("19", "scheduled", new { })).GetProperty("tried").GetInt32());
        var row = await RowAsync("19", queued);
        Assert.Equal(("sent", "a"), (Text(row, "state"), Text(row, "external_id")));
    }

    [Fact]
    public async Task The_lowest_sequence_that_is_active_sends_and_what_is_archived_is_found_by_who_asks_for_it()
    {
        await using var gateway = await ScriptedServer.StartAsync(200, """{"id":"x"}""");
        await InstallAsync("18");
        var later = await ProviderAsync("18", gateway, new { sequence = 20 });
        var first = await ProviderAsync("18", gateway, new { sequence = -3 });
        Assert.Equal(first, (await KwAsync("18", Provider, "get_default_provider", []))[0].GetInt32());

        await KwAsync("18", Provider, "write", [new[] { first }, new { active = false }]);

        Assert.Equal(later, (await KwAsync("18", Provider, "get_default_provider", []))[0].GetInt32());
        Assert.Equal(1, (await KwAsync("18", Provider, "search_read", [Array.Empty<object>()])).GetArrayLength());
        Assert.Equal(2, (await KwAsync("18", Provider, "search_read", [new object[] { new object[] { "active", "in", new[] { true, false } } }])).GetArrayLength());
        Assert.True((await KwAsync("18", Provider, "test_connection", [new[] { later }])).GetProperty("success").GetBoolean());
        Assert.Empty(gateway.Requests);
    }

    [Fact]
    public async Task A_clerk_sends_and_reads_and_changes_no_provider()
    {
        await using var gateway = await ScriptedServer.StartAsync(200, """{"id":"x"}""");
        await InstallAsync("19");
        var provider = await ProviderAsync("19", gateway);

        Assert.Equal(200, (await Json2Async("19", Message, "send_sms", new { to = To, body = "Hello" }, OdooKeys.Clerk)).Status);
        Assert.Equal(200, (await Json2Async("19", Provider, "search_read", new { }, OdooKeys.Clerk)).Status);
        Assert.Equal(403, (await Json2Async("19", Provider, "write", new { ids = new[] { provider }, vals = new { base_url = "https://x.example" } }, OdooKeys.Clerk)).Status);
    }

    [Theory]
    [InlineData("delivered", "delivered", "")]
    [InlineData("sent", "sent", "")]
    [InlineData("failed", "failed", "310")]
    [InlineData("undelivered", "failed", "310")]
    [InlineData("read", "sent", "")]
    public async Task A_report_in_Twilios_form_is_written_whatever_stood_there_before(string said, string state, string code)
    {
        await using var gateway = await ScriptedServer.StartAsync(200, """{"id":"ext-1"}""");
        await InstallAsync("19");
        await ProviderAsync("19", gateway);
        var id = (await KwAsync("19", Message, "send_sms", [To, "Hello"]))[0].GetInt32();

        Assert.Equal((200, "OK"), await ReportAsync("19", $"MessageSid=ext-1&MessageStatus={said}&ErrorCode=310"));
        Assert.Equal((200, "OK"), await ReportAsync("19", $"MessageSid=nobody&MessageStatus={said}"));

        var row = await RowAsync("19", id);
        Assert.Equal((state, code), (Text(row, "state"), Text(row, "error_code")));
        await ReportAsync("19", "MessageSid=ext-1&MessageStatus=sent");
        Assert.Equal("sent", Text(await RowAsync("19", id), "state"));
    }

    [Fact]
    public async Task What_failed_is_tried_three_times_and_what_a_report_called_failed_again_and_again()
    {
        var status = 503;
        await using var gateway = await ScriptedServer.StartAsync((context, _) => ScriptedServer.WriteAsync(context, status, """{"id":"ext-1"}"""));
        await InstallAsync("19");
        await ProviderAsync("19", gateway);
        var id = (await KwAsync("19", Message, "send_sms", [To, "Hello"]))[0].GetInt32();
        for (var i = 0; i < 4; i++) await PullAsync("19", "scheduled", new { });
        Assert.Equal(3, gateway.Requests.Count);
        Assert.Equal(3, (await RowAsync("19", id)).GetProperty("retry_count").GetInt32());

        status = 200;
        var another = (await KwAsync("19", Message, "send_sms", [To, "Hello again"]))[0].GetInt32();
        await ReportAsync("19", "MessageSid=ext-1&MessageStatus=failed");
        await PullAsync("19", "scheduled", new { });
        Assert.Equal(("sent", 0), (Text(await RowAsync("19", another), "state"), (await RowAsync("19", another)).GetProperty("retry_count").GetInt32()));
        Assert.Equal(5, gateway.Requests.Count);
    }

    [Fact]
    public async Task Its_other_pages_answer_as_the_module_does_and_where_it_is_not_installed_there_are_none()
    {
        Assert.Equal(404, (await AskAsync("19", "GET", "/ipai/sms/health")).Status);
        Assert.Equal("odoo.exceptions.UserError", Fault(await RpcAsync("19", "object", "execute_kw", "odoo", Admin, "admin", Provider, "search_read", Array.Empty<object>())));
        await InstallAsync("19");
        Assert.Equal(400, (await AskAsync("19", "POST", "/control/gateway", """{"to":"+46701740650","body":"Hello"}""")).Status);
        var health = await AskAsync("19", "GET", "/ipai/sms/health");
        Assert.Equal(("application/json", "healthy", 0), (health.ContentHeaders.ContentType!.MediaType, health.Json.GetProperty("status").GetString(), health.Json.GetProperty("provider_count").GetInt32()));
        var infobip = await AskAsync("19", "POST", "/ipai/sms/webhook/infobip", """{"results":[]}""");
        Assert.Equal((200, "error"), (infobip.Status, infobip.Json.GetProperty("result").GetProperty("status").GetString()));
        Assert.Equal("OK", (await AskAsync("19", "GET", "/ipai/sms/webhook/nexmo?messageId=x&status=delivered")).Text);
        Assert.Equal(404, (await AskAsync("19-multi", "GET", "/ipai/sms/health")).Status);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task InstallAsync(string server)
    {
        await PullAsync(server, "settings", new { patched = true });
        await KwAsync(server, "ir.module.module", "update_list", []);
        var module = (await KwAsync(server, "ir.module.module", "search", [new object[] { new[] { "name", "=", "ipai_sms_gateway" } }]))[0].GetInt32();
        await KwAsync(server, "ir.module.module", "button_immediate_install", [new[] { module }]);
    }

    private async Task<int> ProviderAsync(string server, ScriptedServer gateway, object? with = null)
    {
        var values = new Dictionary<string, object> { ["name"] = "Acme", ["provider_type"] = "custom", ["base_url"] = $"{gateway.Root}/send", ["auth_param_key"] = "acme.token" };
        foreach (var field in JsonSerializer.SerializeToElement(with ?? new { }).EnumerateObject()) values[field.Name] = field.Value;
        return (await KwAsync(server, Provider, "create", [values])).GetInt32();
    }

    private async Task<JsonElement> RowAsync(string server, int id) => (await KwAsync(server, Message, "read", [new[] { id }]))[0];

    private async Task<(int Status, string Text)> ReportAsync(string server, string form)
    {
        var reply = await AskAsync(server, "POST", "/ipai/sms/webhook/twilio", form, "application/x-www-form-urlencoded");
        return (reply.Status, reply.Text);
    }

    private static string Text(JsonElement row, string field) => row.GetProperty(field) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
