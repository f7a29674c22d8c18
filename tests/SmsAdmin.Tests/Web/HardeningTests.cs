using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

/// <summary>What every answer carries, whatever answers and however it ends.</summary>
public sealed class HardeningTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /sign-in", 200, "text/html")]
    [InlineData("GET /app.css", 200, "text/html")]
    [InlineData("GET /_framework/blazor.web.js", 200, "text/html")]
    [InlineData("GET /health/ready", 200, "application/json")]
    [InlineData("GET /openapi/v1.json", 200, "application/json")]
    [InlineData("GET /messages", 302, "text/html")]
    [InlineData("GET /status/500", 500, "text/html")]
    [InlineData("POST /sign-in", 400, "text/html")]
    [InlineData("POST /_blazor/negotiate", 401, "application/json")]
    [InlineData("GET /metrics", 401, "application/json")]
    [InlineData("GET /api/v1/messages", 401, "application/json")]
    [InlineData("PUT /api/no/such/thing", 401, "application/json")]
    [InlineData("GET /xms/v1/some-plan/batches", 401, "application/json")]
    [InlineData("POST /webhooks/sinch/nobodys-secret", 404, "application/json")]
    [InlineData("POST /odoo/nobodys-secret/api/sms/3/send", 404, "application/json")]
    [InlineData("GET /sandbox/ledger", 200, "application/json")]
    public async Task Every_answer_carries_its_headers(string asked, int status, string accepts)
    {
        using var visitor = console.Visit();
        var parts = asked.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]) { Headers = { { "Accept", accepts } } };

        using var answer = await visitor.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        var csp = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.All(["frame-ancestors 'none'", "script-src 'self';", "object-src 'none'", "base-uri 'self'"], rule => Assert.Contains(rule, csp, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_page_for_somebody_who_is_signed_in_is_kept_by_a_browser()
    {
        using var visitor = await console.SignedInAsync(Roles.Admin, Ct);
        foreach (var path in (string[])["/", "/messages", "/credentials", "/audit", "/api-keys", "/account", "/no/such/page"])
        {
            using var page = await visitor.GetAsync(path, Ct);
            Assert.True(page.Headers.CacheControl?.NoStore, path);
        }
    }

    [Fact]
    public async Task The_sessions_cookie_is_for_no_script_and_no_other_site()
    {
        var (_, email) = await console.AddUserAsync(Roles.Support, Ct);
        using var visitor = console.Visit();

        using var answer = await visitor.TrySignInAsync(email, ConsoleHost.Password, Ct);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), set => set.StartsWith("smsadmin=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }
}
