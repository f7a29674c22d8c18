using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Deployment;

/// <summary>docs/deploy/haproxy.cfg as it stands, with two instances of the program on one PostgreSQL behind it.</summary>
public sealed class ProxyTests(Deployed deployed) : IClassFixture<Deployed>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_browser_stays_with_its_instance_and_its_circuit_opens_there()
    {
        using var browser = deployed.Browse();
        await browser.Visitor.SignInAsync(Deployed.Email, Deployed.Password, Ct);
        var instance = browser.Instance;
        Assert.Contains(instance, deployed.Instances);
        for (var i = 0; i < 6; i++)
        {
            using var page = await browser.Visitor.GetAsync("/", Ct);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.False(page.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(cookie => cookie.StartsWith(Deployed.InstanceCookie, StringComparison.Ordinal)));
        }

        // What one instance negotiated the other does not know.
        for (var i = 0; i < 4; i++)
        {
            using var asked = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
            using var answer = await browser.Visitor.SendAsync(asked, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("connectionToken").GetString();
            Assert.Equal("{}\u001e", await browser.ShakeHandsAsync($"/_blazor?id={token}", Ct));
        }

        Assert.Equal(instance, browser.Instance);
    }

    [Fact]
    public async Task What_a_caller_says_about_its_address_is_replaced_by_where_it_came_from()
    {
        using var browser = deployed.Browse(from: "127.0.0.7");
        browser.Says("X-Forwarded-For", "203.0.113.66");
        browser.Says("X-Forwarded-Host", "evil.example.com");
        browser.Says("X-Forwarded-Proto", "http");

        await browser.Visitor.SignInAsync(Deployed.Email, Deployed.Password, Ct);

        var last = await deployed.Rooms.LookAsync(db => db.Audit.Where(a => a.Action == "sign-in.done").OrderByDescending(a => a.Id).FirstAsync(Ct));
        Assert.Equal("127.0.0.7", last.FromAddress);
        using var away = new Visitor(deployed.Address, deployed.Way());
        using var led = await away.GetAsync("/messages", Ct);
        Assert.Equal($"{deployed.Address.Host}:{deployed.Address.Port}", new Uri(deployed.Address, led.Headers.Location!).Authority);
    }

    [Fact]
    public async Task Plain_http_leads_to_https_and_metrics_are_not_shown()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        using var plain = await http.GetAsync(new Uri(deployed.PlainAddress, "/sign-in"), Ct);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https"), (plain.StatusCode, plain.Headers.Location!.Scheme));
        using var visitor = new Visitor(deployed.Address, deployed.Way());
        using var metrics = await visitor.GetAsync("/metrics", Ct);
        Assert.Equal(HttpStatusCode.NotFound, metrics.StatusCode);
    }

    [Theory]
    [InlineData("172.30.0.10", "https", "203.0.113.9")]
    [InlineData("172.30.0.99", "http", "172.30.0.99")]
    public async Task Only_the_proxy_that_is_named_is_believed(string from, string scheme, string address)
    {
        await using var console = new ConsoleHost { Settings = { ["ForwardedHeaders:KnownProxies:0"] = "172.30.0.10" } };
        await console.InitializeAsync();
        var middleware = new ForwardedHeadersMiddleware(_ => Task.CompletedTask, console.Room<ILoggerFactory>(), console.Room<IOptions<ForwardedHeadersOptions>>());
        var request = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) }, Request = { Scheme = "http" } };
        request.Request.Headers["X-Forwarded-For"] = "203.0.113.9";
        request.Request.Headers["X-Forwarded-Proto"] = "https";

        await middleware.Invoke(request);

        Assert.Equal((scheme, address), (request.Request.Scheme, request.Connection.RemoteIpAddress.ToString()));
    }
}

/// <summary>What happens when an instance dies: a deployment of its own, because one does.</summary>
public sealed class FailoverTests(Deployed deployed) : IClassFixture<Deployed>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_an_instance_is_killed_the_other_takes_its_browsers_still_signed_in_and_programs_are_served_throughout()
    {
        using var browser = deployed.Browse();
        await browser.Visitor.SignInAsync(Deployed.Email, Deployed.Password, Ct);
        var first = browser.Instance;
        var ids = new List<Guid>();
        for (var i = 0; i < 10; i++) ids.Add(await SendAsync(i));

        await deployed.KillAsync(first);
        for (var i = 10; i < 30; i++) ids.Add(await SendAsync(i));

        using var page = await browser.Visitor.GetAsync("/", Ct);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Administrator", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.NotEqual(first, browser.Instance);
        Assert.Equal(30, ids.Distinct().Count());
        Assert.Equal(30, await deployed.Rooms.LookAsync(db => db.Messages.CountAsync(m => ids.Contains(m.Id), Ct)));
    }

    private async Task<Guid> SendAsync(int number)
    {
        using var answer = await deployed.Program.PostAsJsonAsync("/api/v1/messages", new { to = "+12015550100", body = string.Create(CultureInfo.InvariantCulture, $"Hello {number}") }, Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, $"{number}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Ct)}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetGuid();
    }
}
