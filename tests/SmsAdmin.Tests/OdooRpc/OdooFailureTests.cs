using System.Net;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>The ways in which Odoo fails, each told apart from the others, with nothing in it that nobody should see.</summary>
public sealed class OdooFailureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_listens()
    {
        await using var odoo = await StartAsync();

        Assert.Equal(FailureKind.ConnectionRefused, (await FailsAsync(odoo, OdooFailureKind.Unreachable, odoo.At(url: ScriptedServer.DeadRoot()))).Network);
    }

    [Fact]
    public async Task A_name_that_does_not_exist()
    {
        await using var odoo = await StartAsync();

        Assert.Equal(FailureKind.NameNotResolved, (await FailsAsync(odoo, OdooFailureKind.Unreachable, odoo.At(url: "https://nope.invalid"))).Network);
    }

    [Fact]
    public async Task An_untrusted_certificate_gets_no_key()
    {
        await using var odoo = await StartAsync();
        await using var stranger = await ScriptedServer.StartAsync(200, "{}", tls: true);

        await FailsAsync(odoo, OdooFailureKind.TlsFailed, odoo.At(url: stranger.Root));
        Assert.Empty(stranger.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254")]
    [InlineData("http://metadata.google.internal")]
    [InlineData("http://[fe80::1]")]
    public async Task Metadata_is_never_asked_whoever_allows_it(string url)
    {
        await using var odoo = await StartAsync();

        await FailsAsync(odoo, OdooFailureKind.AddressNotAllowed, odoo.At(url: url));
    }

    [Fact]
    public async Task A_private_address_is_not_asked_without_an_administrators_yes()
    {
        await using var odoo = await StartAsync();
        var endpoint = OdooEndpoint.TryCreate(odoo.Server.Root, "odoo", "admin", new Secret("admin-pw"), allowsPrivateHost: false)!;

        await FailsAsync(odoo, OdooFailureKind.AddressNotAllowed, endpoint);
        Assert.Empty(odoo.Server.Requests);
    }

    [Fact]
    public async Task A_silent_server_times_out()
    {
        var clock = new FakeTimeProvider();
        await using var odoo = await StartAsync(clock, null, ("Odoo:Rpc:Timeout", "00:00:07"));
        var hang = new TaskCompletionSource();
        odoo.On("/web/version", Reply.Json(200, "{}") with
        {
            Before = async context =>
            {
                await using var gone = context.RequestAborted.Register(hang.SetResult);
                clock.Advance(TimeSpan.FromSeconds(7));
                await hang.Task;
            },
        });

        await FailsAsync(odoo, OdooFailureKind.Timeout, odoo.At());
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_with_its_target_and_not_followed(int status)
    {
        await using var elsewhere = await ScriptedServer.StartAsync(200, "{}");
        await using var odoo = await StartAsync();
        odoo.On("/web/version", Reply.Page(status, "Moved") with { Location = $"{elsewhere.Root}/web/version?token=secret" });

        var failure = await FailsAsync(odoo, OdooFailureKind.Redirected, odoo.At());

        Assert.Equal(elsewhere.Root, failure.Detail);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task What_speaks_http_and_is_not_odoo()
    {
        await using var odoo = await StartAsync();
        odoo.On("/web/version", Reply.Page(200, "Welcome to nginx"));

        await FailsAsync(odoo, OdooFailureKind.NotOdoo, odoo.At());
    }

    [Fact]
    public async Task What_knows_neither_page_is_not_odoo()
    {
        await using var odoo = await StartAsync();
        odoo.On("/web/version", Reply.Page(404, "Not Found")).On("version", Reply.Page(404, "Not Found"));

        await FailsAsync(odoo, OdooFailureKind.NotOdoo, odoo.At());
    }

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

    [Fact]
    public async Task Odoo_Online_that_turns_the_API_away_is_told_from_a_wrong_key()
    {
        await using var odoo = await StartAsync(names: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        odoo.On("/web/version", Reply.Page(403, "Forbidden"));

        await FailsAsync(odoo, OdooFailureKind.ExternalApiNotInPlan, odoo.At(url: $"http://acme.odoo.com:{new Uri(odoo.Server.Root).Port}"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_server_that_is_full_or_restarts_is_busy(int status)
    {
        await using var odoo = await StartAsync();
        odoo.On("/web/version", Reply.Page(status, "Later"));

        await FailsAsync(odoo, OdooFailureKind.Busy, odoo.At());
    }

    [Theory]
    [InlineData("odoo.exceptions.AccessError", "You are not allowed to access 'System Parameter' (ir.config_parameter) records.", OdooFailureKind.NotAdministrator)]
    [InlineData("odoo.exceptions.AccessDenied", "Access Denied", OdooFailureKind.NotAdministrator)]
    [InlineData("psycopg2.errors.InFailedSqlTransaction", "current transaction is aborted, commands ignored until end of transaction block\n", OdooFailureKind.Busy)]
    [InlineData("odoo.exceptions.UserError", "Odoo is currently processing a scheduled action.\nModule operations are not possible at this time, please try again later or contact your system administrator.", OdooFailureKind.Busy)]
    [InlineData("odoo.exceptions.ValidationError", "The operation cannot be completed: Key must be unique.", OdooFailureKind.Refused)]
    [InlineData("builtins.ValueError", "Invalid field ir.config_parameter.nofield", OdooFailureKind.Refused)]
    public async Task Both_dialects_tell_a_refusal_by_its_name(string name, string message, OdooFailureKind kind)
    {
        await using var older = await StartAsync();
        await using var newer = await StartAsync();
        older.Older().On("ir.config_parameter.search_read", Reply.Error(name, message));
        newer.Newer().On("ir.config_parameter.search_read", Reply.Fault(422, name, message));
        foreach (var odoo in new[] { older, newer })
        {
            var failed = Assert.IsType<OdooResult<IReadOnlyList<OdooParameter>>.Failed>(await (await OpensAsync(odoo, odoo.At())).Parameters.ReadAsync(["a"], Ct));

            Assert.Equal(kind, failed.Failure.Kind);
            Clean(failed.Failure);
        }
    }

    [Fact]
    public async Task What_Odoo_says_leaves_its_paths_its_rows_and_our_key_behind()
    {
        await using var odoo = await StartAsync();
        odoo.Newer()
            .On("ir.module.module.search_read", Reply.Fault(500, "odoo.tools.convert.ParseError", "while parsing /opt/odoo/addons/ipai_sms_gateway/data/ir_cron.xml:5, somewhere inside\n<record id=\"x\"/>"))
            .On("ir.config_parameter.search_read", Reply.Fault(500, "psycopg2.errors.NotNullViolation", "Failing row contains (1, sinch.api_token, tok-secret)."))
            .On("ir.module.module.update_list", Reply.Fault(500, "builtins.OSError", $"{Key} cannot read /opt/odoo/etc/odoo.conf"));
        var session = await OpensAsync(odoo, odoo.At(credential: Key));

        Assert.Equal("Its file ir_cron.xml does not fit this Odoo.", Failure(await session.Modules.ReadAsync(["sms"], Ct)).Detail);
        Assert.Equal("", Failure(await session.Parameters.ReadAsync(["a"], Ct)).Detail);
        Assert.Equal("*** cannot read odoo.conf", Failure(await session.Modules.UpdateListAsync(Ct)).Detail);
    }

    [Fact]
    public async Task Who_gives_up_gets_no_outcome()
    {
        await using var odoo = await StartAsync();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => odoo.Client.OpenAsync(odoo.At(), caller.Token));
    }

    private static OdooFailure Failure<T>(OdooResult<T> result) => Assert.IsType<OdooResult<T>.Failed>(result).Failure;

    private static async Task<OdooSession> OpensAsync(ScriptedOdoo odoo, OdooEndpoint endpoint) =>
        Assert.IsType<OdooResult<OdooSession>.Answered>(await odoo.Client.OpenAsync(endpoint, Ct)).Value;

    private static async Task<OdooFailure> FailsAsync(ScriptedOdoo odoo, OdooFailureKind kind, OdooEndpoint endpoint)
    {
        var failure = Failure(await odoo.Client.OpenAsync(endpoint, Ct));
        Assert.Equal(kind, failure.Kind);
        Clean(failure);
        return failure;
    }

    private static void Clean(OdooFailure failure)
    {
        var said = failure.ToString();
        Assert.DoesNotContain("Traceback", said, StringComparison.Ordinal);
        Assert.DoesNotContain("/opt/", said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.Ordinal);
        Assert.DoesNotContain("admin-pw", said, StringComparison.Ordinal);
    }
}
