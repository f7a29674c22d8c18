using System.Text.Json.Nodes;
using SmsAdmin.Core.OdooRpc;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>Both dialects, parameters and modules, in the words of the recordings.</summary>
public sealed class OdooSessionTests
{
    private const string Read = "ir.config_parameter.search_read";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("17.0-20240709", "17.0", false)]
    [InlineData("18.0+e-20250702", "18.0", true)]
    [InlineData("saas~18.2", "18.2", false)]
    public async Task An_older_server_is_known_by_its_common_version_and_spoken_to_in_JSON_RPC(string written, string version, bool enterprise)
    {
        await using var odoo = await StartAsync();
        odoo.Older(written);
        if (written.StartsWith("saas", StringComparison.Ordinal)) odoo.On("version", Reply.Result("""{"server_version": "saas~18.2", "server_version_info": ["saas~18", 2, 0, "final", 0, ""], "server_serie": "saas~18.2"}"""));

        var server = (await OpenAsync(odoo)).Server;

        Assert.Equal((version, enterprise, OdooDialect.JsonRpc), (server.Version, server.IsEnterprise, server.Dialect));
        Assert.Equal(["/web/version", "version", "authenticate"], odoo.Calls);
    }

    [Fact]
    public async Task A_newer_server_is_spoken_to_in_JSON_2_with_the_key_as_bearer_and_the_database_in_a_header()
    {
        await using var odoo = await StartAsync();
        odoo.Newer("19.1");

        var server = (await OpenAsync(odoo)).Server;

        Assert.Equal(("19.1", OdooDialect.Json2), (server.Version, server.Dialect));
        var signedIn = odoo.Server.Requests.Last();
        Assert.Equal(("bearer admin-pw", "odoo"), (signedIn.Headers.Authorization.ToString(), signedIn.Headers["X-Odoo-Database"].ToString()));
        Assert.Equal("""{"context":{"lang":"en_US"}}""", signedIn.Body);
        Assert.Equal("", odoo.Server.Requests.First().Headers.Authorization.ToString());
    }

    [Fact]
    public async Task A_parameter_that_is_there_is_written_by_its_id_and_read_back()
    {
        await using var odoo = await StartAsync();
        odoo.Older()
            .On(Read, Reply.Result(Row("us")), Reply.Result(Row("eu")))
            .On("ir.config_parameter.write", Reply.Result("true"));

        var written = Assert.IsType<OdooResult<OdooParameter>.Answered>(await (await OpenAsync(odoo)).Parameters.WriteAsync("sinch.region", "eu", Ct)).Value;

        Assert.Equal(("eu", "Erik Sand", new DateTimeOffset(2026, 11, 23, 5, 58, 5, TimeSpan.Zero)), (written.Value, written.ChangedBy, written.ChangedAt!.Value));
        Assert.Equal("""["odoo",2,"admin-pw","ir.config_parameter","write",[[16],{"value":"eu"}],{"context":{"lang":"en_US"}}]""", Args(odoo, 4));
    }

    [Fact]
    public async Task A_parameter_that_is_not_there_is_created_as_each_dialect_wants_it()
    {
        await using var older = await StartAsync();
        await using var newer = await StartAsync();
        older.Older().On(Read, Reply.Result("[]"), Reply.Result(Row("eu"))).On("ir.config_parameter.create", Reply.Result("16"));
        newer.Newer().On(Read, Reply.Json(200, "[]"), Reply.Json(200, Row("eu"))).On("ir.config_parameter.create", Reply.Json(200, "[16]"));

        Assert.IsType<OdooResult<OdooParameter>.Answered>(await (await OpenAsync(older)).Parameters.WriteAsync("sinch.region", "eu", Ct));
        Assert.IsType<OdooResult<OdooParameter>.Answered>(await (await OpenAsync(newer)).Parameters.WriteAsync("sinch.region", "eu", Ct));

        Assert.Contains("""[{"key":"sinch.region","value":"eu"}]""", Args(older, 4), StringComparison.Ordinal);
        Assert.Equal("""{"vals_list":[{"key":"sinch.region","value":"eu"}],"context":{"lang":"en_US"}}""", newer.Server.Requests.ElementAt(3).Body);
    }

    [Fact]
    public async Task A_write_that_Odoo_claims_and_did_not_do_is_told()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On(Read, Reply.Result(Row("us"))).On("ir.config_parameter.write", Reply.Result("true"));

        var failed = Assert.IsType<OdooResult<OdooParameter>.Failed>(await (await OpenAsync(odoo)).Parameters.WriteAsync("sinch.region", "eu", Ct));

        Assert.Equal((OdooFailureKind.NotWritten, "sinch.region"), (failed.Failure.Kind, failed.Failure.Detail));
    }

    [Fact]
    public async Task Nothing_ever_calls_what_is_gone_from_19_1_on()
    {
        await using var odoo = await StartAsync();
        odoo.Newer("19.1")
            .On(Read, Reply.Json(200, Row("us")), Reply.Json(200, Row("eu")), Reply.Json(200, Row("eu")), Reply.Json(200, "[]"))
            .On("ir.config_parameter.write", Reply.Json(200, "true")).On("ir.config_parameter.unlink", Reply.Json(200, "true"));
        var session = await OpenAsync(odoo);

        await session.Parameters.WriteAsync("sinch.region", "eu", Ct);
        Assert.True(Assert.IsType<OdooResult<bool>.Answered>(await session.Parameters.RemoveAsync("sinch.region", Ct)).Value);

        Assert.DoesNotContain(odoo.Calls, call => call.Contains("_param", StringComparison.Ordinal) && !call.StartsWith("ir.config_parameter.", StringComparison.Ordinal));
        Assert.All(odoo.Calls, call => Assert.False(call.EndsWith("get_param", StringComparison.Ordinal) || call.EndsWith("set_param", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("17.0-1", "ir.config_parameter.check_access_rights")]
    [InlineData("18.0-1", "ir.config_parameter.has_access")]
    public async Task The_right_to_write_is_asked_for_in_the_words_of_the_version(string version, string call)
    {
        await using var odoo = await StartAsync();
        odoo.Older(version).On(call, Reply.Result("false"));

        Assert.False(Assert.IsType<OdooResult<bool>.Answered>(await (await OpenAsync(odoo)).Parameters.MayWriteAsync(Ct)).Value);
    }

    [Fact]
    public async Task An_empty_value_and_false_are_nothing()
    {
        await using var odoo = await StartAsync();
        odoo.Newer("19.1").On(Read, Reply.Json(200, """[{"id": 1, "key": "a", "value": false, "write_uid": false, "write_date": false}, {"id": 2, "key": "b", "value": ""}]"""));

        var read = Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Answered>(await (await OpenAsync(odoo)).Parameters.ReadAsync(["a", "b"], Ct)).Value;

        Assert.All(read, parameter => Assert.Equal(("", null, null), (parameter.Value, parameter.ChangedBy, parameter.ChangedAt)));
    }

    private static string Row(string value) =>
        $$"""[{"id": 16, "key": "sinch.region", "value": "{{value}}", "write_uid": [7, "Erik Sand"], "write_date": "2026-11-23 05:58:05"}]""";

    private static string Args(ScriptedOdoo odoo, int request) => JsonNode.Parse(odoo.Server.Requests.ElementAt(request).Body)!["params"]!["args"]!.ToJsonString();

    private static async Task<OdooSession> OpenAsync(ScriptedOdoo odoo) =>
        Assert.IsType<OdooResult<OdooSession>.Answered>(await odoo.Client.OpenAsync(odoo.At(), Ct)).Value;
}
