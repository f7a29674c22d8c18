using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

/// <summary>Walks the route table of the running program, so that no page and no endpoint can forget who may come in.</summary>
public sealed partial class DoorTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    /// <summary>What anybody may ask. All else wants somebody who is signed in.</summary>
    private static readonly string[] Open =
    [
        "/sign-in", "/setup", "/account/theme", "/error", "/status/{Code:int}", "/health/live", "/health/ready", "/webhooks/sinch/{secret}", "/openapi/v1.json",
        "/odoo/{secret}/api/sms/3/send", "/odoo/{secret}/api/sms/1/account/create", "/odoo/{secret}/api/sms/2/account/verify",
        "/odoo/{secret}/api/sms/1/account/update_sender",
    ];

    /// <summary>Pages that tell of a status; asked directly they answer with it.</summary>
    private static readonly string[] StatusPages = ["/error", "/not-found", "/not-allowed", "/status/"];

    private static readonly Dictionary<string, string[]> Closed = new()
    {
        [Roles.Admin] = [],
        [Roles.Operator] = ["/credentials", "/odoo/new", "/odoo/{Id:guid}", "/odoo/rotations", "/api-keys", "/users", "/audit", "/settings", "/otp/templates", "/otp/policy"],
        [Roles.Support] = ["/credentials", "/odoo", "/api-keys", "/users", "/audit", "/settings", "/otp/templates", "/otp/policy", "/send", "/sandbox"],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_in_but_where_anybody_may()
    {
        using var visitor = console.Visit();
        var let = new List<string>();
        var asked = 0;
        foreach (var endpoint in Endpoints().Where(endpoint => !IsOpen(endpoint)))
        {
            foreach (var method in Methods(endpoint))
            {
                using var request = new HttpRequestMessage(method, Path(endpoint));
                using var answer = await visitor.SendAsync(request, Ct);
                asked++;
                if (answer.StatusCode != HttpStatusCode.Unauthorized && answer.Headers.Location?.OriginalString.Split('?')[0] != "/sign-in")
                    let.Add($"{method} {Pattern(endpoint)}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }

        Assert.Empty(let);
        Assert.True(asked > 10, $"Only {asked} requests: the table was not walked.");
    }

    [Fact]
    public async Task What_anybody_may_ask_answers_without_a_sign_in()
    {
        using var visitor = console.Visit();
        foreach (var path in (string[])["/sign-in", "/health/live", "/app.css", "/SmsAdmin.Web.styles.css", "/_framework/blazor.web.js"])
            await visitor.ReadAsync(path, Ct);
        Assert.Equal(Open.Order(), Endpoints().Where(endpoint => !IsAsset(endpoint)).Select(Pattern).Where(Open.Contains).Distinct().Order());
    }

    [Theory]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Operator)]
    [InlineData(Roles.Support)]
    public async Task Each_role_opens_its_own_pages_and_no_others(string role)
    {
        using var visitor = await console.SignedInAsync(role, Ct);
        var wrong = new List<string>();
        var refused = 0;
        foreach (var page in Endpoints().Where(IsPage).Where(page => !StatusPages.Any(Pattern(page).StartsWith)))
        {
            using var answer = await visitor.GetAsync(Path(page), Ct);
            var isRefused = answer.StatusCode == HttpStatusCode.Forbidden;
            if (isRefused) refused++;
            if (isRefused != Closed[role].Any(closed => Pattern(page) == closed || Pattern(page).StartsWith(closed + "/", StringComparison.Ordinal)))
                wrong.Add($"{Pattern(page)}: {(int)answer.StatusCode}");
            if ((int)answer.StatusCode >= 500) wrong.Add($"{Pattern(page)}: {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
        Assert.Equal(role != Roles.Admin, refused > 0);
    }

    [Fact]
    public async Task A_page_that_a_role_may_not_open_says_so_under_its_own_address()
    {
        using var visitor = await console.SignedInAsync(Roles.Support, Ct);

        using var page = await visitor.GetAsync("/users", Ct);
        using var program = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/users") { Headers = { { "Accept", "application/json" } } }, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("Your role does not open this page", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, program.StatusCode);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        using var visitor = await console.SignedInAsync(Roles.Support, Ct);

        using var page = await visitor.GetAsync("/no/such/page", Ct);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("There is no such page", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private IEnumerable<RouteEndpoint> Endpoints() => console.Room<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static bool IsAsset(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    // The sandbox plays services of its own, with tokens of its own; its pages are the console's.
    private static bool IsOpen(RouteEndpoint endpoint) =>
        IsAsset(endpoint) || Open.Contains(Pattern(endpoint)) || (!IsPage(endpoint) && Pattern(endpoint).StartsWith("/sandbox", StringComparison.Ordinal));

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    private static string Path(RouteEndpoint endpoint) => Parameter().Replace(Pattern(endpoint), match =>
        match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString() : match.Value.Contains(":int", StringComparison.Ordinal) ? "404" : "x");

    private static IEnumerable<HttpMethod> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods.Select(method => new HttpMethod(method)) : [HttpMethod.Get, HttpMethod.Post];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
