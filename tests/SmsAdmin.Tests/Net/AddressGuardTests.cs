using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Net;

/// <summary>The guard before real connections. Only the resolver is told what to say.</summary>
public sealed class AddressGuardTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_turns_to_this_machine_after_it_was_stored_is_not_called()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var answers = new Queue<IPAddress>([IPAddress.Parse("93.184.215.14"), IPAddress.Loopback]);
        await using var window = Window((_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]));
        var url = new Uri($"http://sms.example.com:{sandbox.BaseAddress.Port}/sinch/us");

        Assert.Null(await window.GetRequiredService<AddressGuard>().FaultAsync(url, allowsPrivate: false, Ct));
        var verified = await window.GetRequiredService<SinchClient>().VerifyAsync(Endpoint(url, allowsPrivate: false), Ct);

        Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(verified).Kind);
        Assert.Empty(sandbox.World.Requests);
    }

    [Fact]
    public async Task A_refused_address_certainly_was_not_reached()
    {
        await using var window = Window((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));

        var sent = await window.GetRequiredService<SinchClient>().SendAsync(Endpoint(new Uri("http://sms.example.com:9"), false), Batch(), Ct);

        Assert.False(sent.LeavesOutcomeOpen);
        Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<SinchResult<Batch>.NoAnswer>(sent).Kind);
    }

    [Fact]
    public async Task A_connection_that_one_plan_may_open_does_not_serve_another()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await using var window = Window(Dns.GetHostAddressesAsync);
        var client = window.GetRequiredService<SinchClient>();
        var url = sandbox.SinchBase();

        Assert.IsType<CredentialCheck.Works>(await client.VerifyAsync(Endpoint(url, allowsPrivate: true), Ct));
        var other = await client.VerifyAsync(Endpoint(url, allowsPrivate: false), Ct);

        Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(other).Kind);
        Assert.Equal(1, Assert.Single(sandbox.World.Requests).Count);
    }

    [Fact]
    public async Task Metadata_is_not_called_though_private_hosts_are_allowed()
    {
        var asked = 0;
        await using var window = Window((_, _) =>
        {
            asked++;
            return Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254")]);
        });
        var client = window.GetRequiredService<SinchClient>();

        foreach (var url in new[] { "http://169.254.169.254/", "http://metadata.google.internal/", "http://sms.example.com/" })
        {
            var verified = await client.VerifyAsync(Endpoint(new Uri(url), allowsPrivate: true), Ct);
            Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(verified).Kind);
        }

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Of_several_addresses_only_those_that_are_allowed_are_tried()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var guard = new AddressGuard((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("169.254.169.254"), IPAddress.Loopback]), TimeProvider.System);

        await using var connection = await guard.ConnectAsync(new DnsEndPoint("sms.example.com", sandbox.BaseAddress.Port), allowsPrivate: true, Ct);

        Assert.True(connection.CanWrite);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_may_be_stored()
    {
        var guard = new AddressGuard((_, _) => throw new SocketException((int)SocketError.HostNotFound), TimeProvider.System);

        Assert.Null(await guard.FaultAsync(new Uri("https://not.yet.example.com"), allowsPrivate: false, Ct));
    }

    [Fact]
    public async Task A_resolver_that_does_not_answer_is_not_waited_for()
    {
        var clock = new FakeTimeProvider();
        var guard = new AddressGuard(async (_, ct) =>
        {
            clock.Advance(TimeSpan.FromSeconds(3));
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, ct);
            return [];
        }, clock);

        Assert.Null(await guard.FaultAsync(new Uri("https://slow.example.com"), allowsPrivate: false, Ct));
    }

    [Fact]
    public void Sinchs_own_hosts_are_never_taken_for_private_ones()
    {
        var ready = Assert.IsType<EndpointOutcome.Ready>(SinchEndpoint.Create("plan", new Secret("a-token"), SinchRegion.Europe, null, allowsPrivateHost: true));

        Assert.False(ready.Endpoint.AllowsPrivateHost);
    }

    private static SinchEndpoint Endpoint(Uri url, bool allowsPrivate) => Assert.IsType<EndpointOutcome.Ready>(
        SinchEndpoint.Create("sandbox-us", new Secret("token-us"), null, url.AbsoluteUri, allowsPrivate)).Endpoint;

    private static SendBatch Batch() => new() { To = ["46701740605"], From = "12015550199", Body = "Hello" };

    private static ServiceProvider Window(ResolveHost resolve)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(resolve);
        services.AddSinch();
        return services.BuildServiceProvider();
    }
}
