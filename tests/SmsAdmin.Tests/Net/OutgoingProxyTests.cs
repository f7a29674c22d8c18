using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Net;

/// <summary>The guard where the machine has a proxy, which connects for us: it is asked for what was judged, and for nothing else.</summary>
public sealed class OutgoingProxyTests : IAsyncLifetime
{
    private static readonly IPAddress Somewhere = IPAddress.Parse("93.184.215.14");
    private ScriptedServer _proxy = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _proxy = await ScriptedServer.StartAsync(401, "{}");

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task A_public_name_goes_through_the_proxy_which_may_lie_in_a_private_network()
    {
        Assert.IsType<CredentialCheck.TokenRefused>(await VerifyAsync("http://sms.example.com/base", Resolves(Somewhere)));

        Assert.StartsWith("http://sms.example.com/base/xms/v1/", _proxy.Only.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "10.1.2.3")]
    [InlineData("93.184.215.14", "10.1.2.3")]
    [InlineData("169.254.169.254", "169.254.169.254")]
    public async Task A_name_that_leads_into_the_network_is_not_asked_of_the_proxy(string one, string other)
    {
        foreach (var scheme in (string[])["http", "https"])
        {
            var check = await VerifyAsync($"{scheme}://sms.example.com", Resolves(IPAddress.Parse(one), IPAddress.Parse(other)));
            Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(check).Kind);
        }

        Assert.Empty(_proxy.Requests);
    }

    [Fact]
    public async Task An_address_in_the_network_is_not_asked_of_the_proxy_unless_the_plan_may_call_it()
    {
        var check = await VerifyAsync("http://10.1.2.3", Resolves());
        Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(check).Kind);
        Assert.Empty(_proxy.Requests);

        Assert.IsType<CredentialCheck.TokenRefused>(await VerifyAsync("http://10.1.2.3", Resolves(), allowsPrivate: true));
        Assert.StartsWith("http://10.1.2.3/", _proxy.Only.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_resolved_here_is_not_asked_of_the_proxy_and_the_reason_names_the_mend()
    {
        await using var window = Window(Unknown);
        var sent = await window.GetRequiredService<SinchClient>().SendAsync(
            Endpoint("https://sms.example.com", false), new SendBatch { To = ["46701740605"], From = "12015550199", Body = "Hello" }, Ct);

        var none = Assert.IsType<SinchResult<Batch>.NoAnswer>(sent);
        Assert.Equal((FailureKind.NameNotResolved, false), (none.Kind, none.LeavesOutcomeOpen));
        Assert.Contains("NO_PROXY", none.Detail, StringComparison.Ordinal);
        Assert.Empty(_proxy.Requests);
    }

    [Fact]
    public async Task Sinchs_own_host_needs_no_name_server_here()
    {
        await VerifyAsync(null, Unknown);

        Assert.Equal(("CONNECT", "us.sms.api.sinch.com:443"), (_proxy.Only.Method, _proxy.Only.PathAndQuery));
    }

    [Fact]
    public async Task The_proxys_own_address_is_no_way_into_the_network()
    {
        var check = await VerifyAsync(_proxy.Root, Resolves(IPAddress.Loopback));

        Assert.Equal(FailureKind.AddressNotAllowed, Assert.IsType<CredentialCheck.Unreachable>(check).Kind);
        Assert.Empty(_proxy.Requests);
    }

    [Fact]
    public async Task This_machine_is_not_asked_of_the_proxy()
    {
        await using var sandbox = await SandboxHost.StartAsync();

        Assert.IsType<CredentialCheck.Works>(await VerifyAsync(sandbox.SinchBase().AbsoluteUri, Dns.GetHostAddressesAsync, allowsPrivate: true));

        Assert.Empty(_proxy.Requests);
    }

    private async Task<CredentialCheck> VerifyAsync(string? url, ResolveHost resolve, bool allowsPrivate = false)
    {
        await using var window = Window(resolve);
        return await window.GetRequiredService<SinchClient>().VerifyAsync(Endpoint(url, allowsPrivate), Ct);
    }

    private ServiceProvider Window(ResolveHost resolve)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(resolve);
        services.AddSingleton(new OutgoingProxy(new WebProxy(_proxy.Root)));
        services.AddSinch();
        return services.BuildServiceProvider();
    }

    private static SinchEndpoint Endpoint(string? url, bool allowsPrivate) => Assert.IsType<EndpointOutcome.Ready>(
        SinchEndpoint.Create("sandbox-us", new Secret("token-us"), SinchRegion.UnitedStates, url, allowsPrivate)).Endpoint;

    private static ResolveHost Resolves(params IPAddress[] addresses) => (host, _) => Task.FromResult(IPAddress.TryParse(host, out var written) ? [written] : addresses);

    // Only the proxy itself is known.
    private static Task<IPAddress[]> Unknown(string host, CancellationToken ct) =>
        IPAddress.TryParse(host, out var written) ? Task.FromResult<IPAddress[]>([written]) : throw new SocketException((int)SocketError.HostNotFound);
}
