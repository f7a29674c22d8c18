using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

/// <summary>Who gets into the sandbox that runs inside the program: to its texts and ledger, its strings, and its servers, which post wherever they are told.</summary>
public sealed class BackstageDoorTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static readonly string[] Paths = ["/sandbox/ledger", "/sandbox/handset/12015550100", "/sandbox/magic-numbers", "/sandbox/control/plans", "/sandbox/odoo/18/control/parameters", "/sandbox/odoo/18/web/login"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For", "203.0.113.9", HttpStatusCode.Forbidden)]
    // What a proxy on this machine hands over without a word about whom for, or with the caller's own word for it.
    [InlineData("X-Forwarded-For", "127.0.0.1", HttpStatusCode.Forbidden)]
    [InlineData("X-Forwarded-Proto", "https", HttpStatusCode.Forbidden)]
    [InlineData("Via", "1.1 proxy", HttpStatusCode.Forbidden)]
    // A foreign page whose name was made to lead to this machine.
    [InlineData("Host", "evil.example.com", HttpStatusCode.Forbidden)]
    public async Task Without_a_sign_in_only_programs_on_this_machine_get_there(string? header, string? value, HttpStatusCode answered)
    {
        using var visitor = console.Visit();
        foreach (var path in Paths) Assert.Equal(answered, await AskAsync(visitor, path, header, value));
    }

    [Theory]
    [InlineData(Roles.Admin, HttpStatusCode.OK)]
    [InlineData(Roles.Operator, HttpStatusCode.OK)]
    [InlineData(Roles.Support, HttpStatusCode.Forbidden)]
    public async Task Through_a_proxy_who_may_send_gets_there(string role, HttpStatusCode answered)
    {
        using var visitor = await console.SignedInAsync(role, Ct);
        foreach (var path in Paths) Assert.Equal(answered, await AskAsync(visitor, path, "X-Forwarded-For", "203.0.113.9"));
    }

    private static async Task<HttpStatusCode> AskAsync(Visitor visitor, string path, string? header, string? value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "application/json" } } };
        if (header is not null) request.Headers.Add(header, value);
        using var answer = await visitor.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
