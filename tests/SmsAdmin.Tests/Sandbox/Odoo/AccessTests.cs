using System.Text.Json;
using SmsAdmin.Sandbox.Odoo;

namespace SmsAdmin.Tests.Sandbox.Odoo;

public sealed class AccessTests : OdooTest
{
    [Theory]
    [InlineData("admin", "admin", true)]
    [InlineData("admin", "wrong", false)]
    [InlineData("nobody", "x", false)]
    [InlineData("secure", "secure", false)]
    [InlineData("admin", "ad00000000000000000000000000000000000001", true)]
    [InlineData("secure", "5e00000000000000000000000000000000000001", true)]
    [InlineData("admin", "e000000000000000000000000000000000000001", false)]
    [InlineData("admin", "5c00000000000000000000000000000000000001", false)]
    [InlineData("admin", "c100000000000000000000000000000000000001", false)]
    [InlineData("admin", "ad00000000000000000000000000000000000002", false)]
    public async Task A_secret_that_RPC_does_not_take_is_a_plain_false(string login, string secret, bool opens)
    {
        var result = (await RpcAsync("18", "common", "authenticate", "odoo", login, secret, new { })).Json.GetProperty("result");
        Assert.Equal(opens ? JsonValueKind.Number : JsonValueKind.False, result.ValueKind);
    }

    [Theory]
    [InlineData("17", 200)]
    [InlineData("18", 200)]
    [InlineData("19", 0)]
    [InlineData("19.1", 0)]
    public async Task Parameters_are_for_administrators_and_say_who_wrote_them(string server, int code)
    {
        var refused = await RpcAsync(server, "object", "execute_kw", "odoo", Clerk, "clerk", "ir.config_parameter", "search_read", new object[] { Array.Empty<object>() });
        Assert.Equal(("odoo.exceptions.AccessError", code), (Fault(refused), refused.Json.GetProperty("error").GetProperty("code").GetInt32()));
        Clock.Advance(TimeSpan.FromHours(1));
        var id = await KwAsync(server, "ir.config_parameter", "create", [new { key = "sinch.region", value = "eu" }], new { context = new { lang = "en_US" } });
        Clock.Advance(TimeSpan.FromHours(1));
        await RpcAsync(server, "object", "execute_kw", "odoo", 8, OdooKeys.Secure, "ir.config_parameter", "write", new object[] { new[] { id.GetInt32() }, new { value = "us" } });
        var row = (await KwAsync(server, "ir.config_parameter", "search_read", [new[] { new object[] { "key", "in", new[] { "sinch.region" } } }],
            new { fields = new[] { "key", "value", "create_uid", "write_uid", "write_date" } }))[0];
        Assert.Equal(
            $$"""{"id":{{id}},"key":"sinch.region","value":"us","create_uid":[2,"Administrator"],"write_uid":[8,"Admin with 2FA"],"write_date":"2026-11-23 10:00:00"}""",
            row.GetRawText());
    }

    [Fact]
    public async Task Json2_takes_a_key_of_its_database_and_names_what_is_wrong()
    {
        Assert.Equal(200, (await Json2Async("19", "res.users", "context_get", new { })).Status);
        Assert.Equal((401, "werkzeug.exceptions.Unauthorized"), Told(await Json2Async("19", "res.users", "context_get", new { }, OdooKeys.Expired)));
        Assert.Equal((403, "odoo.exceptions.AccessError"), Told(await Json2Async("19", "ir.config_parameter", "search_read", new { domain = Array.Empty<object>() }, OdooKeys.Clerk)));
        Assert.Equal((404, "werkzeug.exceptions.NotFound"), Told(await Json2Async("19.1", "ir.config_parameter", "get_param", new { key = "x" })));
        Assert.Equal((422, "werkzeug.exceptions.UnprocessableEntity"), Told(await Json2Async("19", "ir.config_parameter", "get_param", new { })));
        Assert.Equal((500, "builtins.ValueError"), Told(await Json2Async("19", "ir.config_parameter", "search_read", new { domain = new[] { new object[] { "nofield", "=", "x" } } })));

        static (int, string) Told(Reply reply) => (reply.Status, Fault(reply));
    }

    [Fact]
    public async Task With_several_databases_JSON_2_wants_the_header()
    {
        var lost = await Json2Async("19-multi", "res.users", "context_get", new { });
        Assert.Equal((404, "text/html"), (lost.Status, lost.ContentHeaders.ContentType!.MediaType));
        Assert.Contains("X-Odoo-Database", lost.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await Json2Async("19-multi", "res.users", "context_get", new { }, database: "odoo")).Status);
        Assert.Equal(200, (await Json2Async("19-multi", "res.users", "context_get", new { }, OdooKeys.InShop(OdooKeys.Admin), "shop")).Status);
        Assert.Equal(401, (await Json2Async("19-multi", "res.users", "context_get", new { }, database: "shop")).Status);
        Assert.Equal(404, (await Json2Async("19", "res.users", "context_get", new { }, OdooKeys.InShop(OdooKeys.Admin), "shop")).Status);
    }

    [Fact]
    public async Task Rows_are_found_by_id_and_ordered_by_number()
    {
        var users = await KwAsync("19", "res.users", "search_read", [new[] { new object[] { "id", "in", new[] { 8, 2, 5 } } }], new { fields = new[] { "login" }, order = "id desc" });
        Assert.Equal(["secure", "clerk", "admin"], users.EnumerateArray().Select(user => user.GetProperty("login").GetString()));
        Assert.Equal(5, (await KwAsync("19", "res.users", "search", [new[] { new object[] { "login", "=", "clerk" } }]))[0].GetInt32());
        Assert.Equal(2, (await KwAsync("19", "res.users", "search_count", [new[] { new object[] { "id", ">=", 7 } }])).GetInt32());
    }

    [Fact]
    public async Task A_server_can_be_down_lead_elsewhere_be_slow_or_be_no_Odoo()
    {
        await PullAsync("19", "settings", new { down = "503" });
        Assert.Equal(503, (await AskAsync("19", "GET", "/web/version")).Status);
        await PullAsync("19", "settings", new { down = "abort" });
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync("19", "GET", "/web/version"));
        await PullAsync("19", "settings", new { down = (string?)null, redirect_to = "http://elsewhere.example/odoo", redirect_status = 308 });
        var led = await AskAsync("19", "POST", "/jsonrpc", "{}");
        Assert.Equal((308, "http://elsewhere.example/odoo/jsonrpc"), (led.Status, led.Headers.Location!.OriginalString));
        await PullAsync("19", "settings", new { redirect_to = (string?)null, answer = new { status = 200, body = "<h1>It works</h1>" } });
        Assert.Equal((200, "<h1>It works</h1>"), ((await AskAsync("19", "POST", "/jsonrpc", "{}")) is var page ? (page.Status, page.Text) : default));
        await PullAsync("19", "reset", new { });
        Assert.Equal(200, (await AskAsync("19", "GET", "/web/version")).Status);
        Assert.Equal(400, (await AskAsync("19", "POST", "/control/settings", """{"down":"no"}""")).Status);
        Assert.Equal(400, (await AskAsync("20", "POST", "/control/settings", "{}")).Status);
    }

    [Fact]
    public async Task An_install_answers_the_same_whether_or_not_it_did_anything()
    {
        Assert.Equal("/odoo", (await KwAsync("19", "ir.module.module", "button_immediate_install", [Array.Empty<int>()])).GetProperty("url").GetString());
        Assert.Equal("/odoo", (await KwAsync("19", "ir.module.module", "button_immediate_install", [new[] { 120 }])).GetProperty("url").GetString());
        Assert.Equal("uninstallable", await StateAsync("19", "ipai_sms_gateway"));
        Assert.Equal("odoo.tools.convert.ParseError", Fault(await InstallAsync("18", 120)));
        Assert.Equal("uninstalled", await StateAsync("18", "ipai_sms_gateway"));
        Assert.Null(await StateAsync("17", "ipai_sms_gateway"));
        Assert.Null(await StateAsync("19", "auth_totp_sms"));
        await PullAsync("19", "settings", new { busy = true });
        Assert.Equal("psycopg2.errors.InFailedSqlTransaction", Fault(await InstallAsync("19", 290)));
        Assert.Equal((422, "odoo.exceptions.UserError"), await Json2Async("19", "ir.module.module", "button_immediate_install", new { ids = new[] { 290 } }) is var busy ? (busy.Status, Fault(busy)) : default);
        await PullAsync("19", "settings", new { busy = false });
        await InstallAsync("19", 290);
        Assert.Equal("installed", await StateAsync("19", "sms_twilio"));
    }

    [Fact]
    public async Task A_slow_install_says_to_install_until_its_hour_has_come()
    {
        await PullAsync("18", "settings", new { install_delay_ms = 5000 });
        var installing = InstallAsync("18", 54);
        await UntilAsync(async () => await StateAsync("18", "calendar") == "to install");
        Assert.False(installing.IsCompleted);
        await UntilAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(installing.IsCompleted);
        });
        Assert.Equal("installed", await StateAsync("18", "calendar"));
    }

    private Task<Reply> InstallAsync(string server, int id) =>
        RpcAsync(server, "object", "execute_kw", "odoo", Admin, "admin", "ir.module.module", "button_immediate_install", new object[] { new[] { id } });

    private async Task<string?> StateAsync(string server, string module)
    {
        var rows = await KwAsync(server, "ir.module.module", "search_read", [new[] { new object[] { "name", "=", module } }], new { fields = new[] { "state" } });
        return rows.GetArrayLength() == 0 ? null : rows[0].GetProperty("state").GetString();
    }
}
