using SmsAdmin.Core.OdooRpc;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>The ways in which Odoo does not let in, by its database and by its login, each told apart from the others.</summary>
public sealed class OdooSignInTests : OdooFailing
{
    [Fact]
    public async Task A_database_that_does_not_exist_over_JSON_RPC()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("authenticate", Reply.Error("psycopg2.OperationalError", "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  database \"nope\" does not exist\n"));

        Assert.Equal("nope", (await FailsAsync(odoo, OdooFailureKind.NoSuchDatabase, odoo.At("nope"))).Detail);
    }

    [Fact]
    public async Task A_database_of_something_else()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("authenticate", Reply.Error("psycopg2.errors.InsufficientPrivilege", "permission denied for schema public\nLINE 1: CREATE TABLE \"orm_signaling_registry\""));

        Assert.Equal("postgres", (await FailsAsync(odoo, OdooFailureKind.DatabaseNotUsable, odoo.At("postgres"))).Detail);
    }

    [Theory]
    [InlineData("nope", OdooFailureKind.NoSuchDatabase)]
    [InlineData(null, OdooFailureKind.DatabaseNotChosen)]
    public async Task A_404_with_a_page_over_JSON_2_is_the_databases_fault(string? database, OdooFailureKind kind)
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On("res.users.context_get", Reply.Page(404, "No database is selected and the requested URL was not found in the server-wide controllers."));

        await FailsAsync(odoo, kind, odoo.At(database));
    }

    [Fact]
    public async Task Several_databases_are_named_and_none_is_tried()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("list", Reply.Result("""["acme", "acme-test"]"""));

        Assert.Equal("acme, acme-test", (await FailsAsync(odoo, OdooFailureKind.DatabaseNotChosen, odoo.At(null))).Detail);
        Assert.DoesNotContain("authenticate", odoo.Calls);
    }

    [Fact]
    public async Task A_server_that_hides_its_databases_is_not_signed_in_to_without_one()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("list", Reply.Error("odoo.exceptions.AccessDenied", "Access Denied"));

        await FailsAsync(odoo, OdooFailureKind.DatabaseNotChosen, odoo.At(null));
        Assert.DoesNotContain("authenticate", odoo.Calls);
    }

    [Fact]
    public async Task The_only_database_needs_no_name()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("list", Reply.Result("""["acme"]"""));

        Assert.Equal("acme", (await OpensAsync(odoo, odoo.At(null))).Endpoint.Database);
    }

    [Fact]
    public async Task A_wrong_password_that_the_web_refuses_too_is_certainly_wrong()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("authenticate", Reply.Result("false")).On("/web/session/authenticate", Reply.Error("odoo.exceptions.AccessDenied", "Access Denied"));

        var failure = await FailsAsync(odoo, OdooFailureKind.WrongLoginOrKey, odoo.At());
        var closer = await odoo.Client.ExplainAsync(odoo.At(), failure, Ct);

        Assert.False(failure.IsCertain);
        Assert.Equal((OdooFailureKind.WrongLoginOrKey, true), (closer.Kind, closer.IsCertain));
    }

    [Fact]
    public async Task A_right_password_with_a_second_factor_is_told_from_a_wrong_one()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("authenticate", Reply.Result("false")).On("/web/session/authenticate", Reply.Result("""{"uid": null}"""));

        var failure = await FailsAsync(odoo, OdooFailureKind.WrongLoginOrKey, odoo.At());

        Assert.Equal(OdooFailureKind.TwoFactorNeedsKey, (await odoo.Client.ExplainAsync(odoo.At(), failure, Ct)).Kind);
    }

    [Fact]
    public async Task Where_the_web_sign_in_is_shut_off_the_two_stay_one()
    {
        await using var odoo = await StartAsync();
        odoo.Older().On("authenticate", Reply.Result("false")).On("/web/session/authenticate", Reply.Page(403, "Forbidden"));

        var failure = await odoo.Client.ExplainAsync(odoo.At(), await FailsAsync(odoo, OdooFailureKind.WrongLoginOrKey, odoo.At()), Ct);

        Assert.Equal((OdooFailureKind.WrongLoginOrKey, false), (failure.Kind, failure.IsCertain));
    }

    [Fact]
    public async Task A_key_that_is_refused_is_not_tried_as_a_password()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On("res.users.context_get", Reply.Fault(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey"));
        var endpoint = odoo.At(credential: Key);

        var failure = await odoo.Client.ExplainAsync(endpoint, await FailsAsync(odoo, OdooFailureKind.WrongLoginOrKey, endpoint), Ct);

        Assert.Equal(OdooFailureKind.WrongLoginOrKey, failure.Kind);
        Assert.Equal(["/web/version", "res.users.context_get"], odoo.Calls);
    }

    [Fact]
    public async Task A_right_password_where_keys_alone_are_taken_is_told()
    {
        await using var odoo = await StartAsync();
        odoo.Newer().On("res.users.context_get", Reply.Fault(401, "werkzeug.exceptions.Unauthorized", "Invalid apikey")).On("authenticate", Reply.Result("2"));

        var failure = await FailsAsync(odoo, OdooFailureKind.WrongLoginOrKey, odoo.At());

        Assert.Equal(OdooFailureKind.PasswordNotKey, (await odoo.Client.ExplainAsync(odoo.At(), failure, Ct)).Kind);
    }
}
