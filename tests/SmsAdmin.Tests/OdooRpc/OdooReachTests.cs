using System.Net;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.OdooRpc;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using static SmsAdmin.Tests.OdooRpc.ScriptedOdoo;

namespace SmsAdmin.Tests.OdooRpc;

/// <summary>The ways in which Odoo is not reached, or what is reached is no Odoo, each told apart from the others.</summary>
public sealed class OdooReachTests : OdooFailing
{
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

    [Fact]
    public async Task Who_gives_up_gets_no_outcome()
    {
        await using var odoo = await StartAsync();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => odoo.Client.OpenAsync(odoo.At(), caller.Token));
    }
}
