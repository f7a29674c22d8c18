using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

/// <summary>Every route of <c>/api/v1</c> and <c>/xms/v1</c> that there is, and so each that is added, gets what nobody should send.</summary>
public sealed class ApiRouteFuzzTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const int CallsARoute = 120;

    private static readonly string[] Ids = ["00000000-0000-0000-0000-000000000000", "x", "..%2f..", "%00", "%ff%fe", "'%20OR%201=1", "%0d%0aX-Injected:%201", new string('9', 3000)];

    private static readonly string[] NoPaths = ["%00", "%ff%fe"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\r\\nX-Injected: 1\"", "[]", "{}", "[{}]", "[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]", "{\"a\":{\"b\":[null]}}",
        "\"2026-02-30T25:61:00Z\"", "\"+99999999999999999999999\"", "\"'; DROP TABLE Messages; --\"", "\"9999-12-31T23:59:59-14:00\"", "\"${name}\"",
    ];

    // Whatever a route takes, these are among it.
    private static readonly string[] Fields =
    [
        "to", "recipients", "parameters", "from", "body", "lane", "send_at", "deadline", "reference", "defer", "partial", "purpose", "locale", "app_name", "domain", "end_user_ip", "context",
        "code", "id", "x", "__proto__", "to\\u0000",
        "type", "udh", "delivery_report", "expire_at", "callback_url", "client_reference", "feedback_enabled", "flash_message", "truncate_concat", "max_number_of_message_parts", "from_ton",
        "from_npi", "to_add", "to_remove",
    ];

    private static readonly string[][] GoodBeginnings =
    [
        [], ["\"to\":\"+12025551000\"", "\"body\":\"Hello\""], ["\"to\":[\"+12025551000\"]", "\"body\":\"Hello\"", "\"from\":\"+12015550199\""], ["\"recipients\":[\"+12025551000\"]"],
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(20261126)]
    public async Task Nothing_that_is_sent_to_any_route_breaks_it_and_what_is_refused_leaves_nothing(int seed)
    {
        var random = new Random(seed);
        var caller = await console.CallerAsync(scopes: Enum.GetValues<ApiScopes>().Aggregate((all, one) => all | one));
        var routes = Routes().ToList();
        Assert.Contains(("POST", "/api/v1/messages"), routes);
        Assert.Contains(("POST", "/api/v1/verifications"), routes);
        Assert.Contains(("PUT", "/xms/v1/{plan}/batches/{id}"), routes);
        Assert.True(routes.Count >= 22, string.Join(", ", routes));
        using var sent = await caller.PostAsJsonAsync(
            "/xms/v1/sandbox-us/batches", new { to = new[] { "+12025551001" }, body = "Hello", send_at = console.Time.GetUtcNow().AddDays(1) }, Ct);
        var batch = (await sent.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Ct)).GetProperty("id").GetString()!;
        foreach (var (method, pattern) in routes)
        {
            for (var call = 0; call < CallsARoute; call++)
            {
                var before = await StoredAsync();
                using var request = Spoilt(random, method, pattern, batch);
                using var answer = await caller.SendAsync(request, Ct);
                var status = (int)answer.StatusCode;
                var what = $"Seed {seed}, {method} {request.RequestUri}: {status}";
                Assert.True(status is (>= 200 and < 300) or (>= 400 and < 500), what);
                Assert.False(answer.Headers.Contains("X-Injected"), what);
                if (status < 400) continue;
                // What is no HTTP any more is refused by the server itself.
                if (answer.Content.Headers.ContentLength is null or > 0) Assert.True(await IsTellingAsync(answer, pattern), what);
                Assert.True(before == await StoredAsync(), what);
            }
        }
    }

    // A problem document; of Sinch's door, its own shape.
    private static async Task<bool> IsTellingAsync(HttpResponseMessage answer, string pattern) => !pattern.StartsWith("/xms/", StringComparison.Ordinal)
        ? answer.Content.Headers.ContentType?.MediaType == "application/problem+json"
        : answer.Content.Headers.ContentType?.MediaType == "application/json" && await answer.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct) is { Count: 2 } told
            && told.ContainsKey("code") && told.ContainsKey("text");

    private static HttpRequestMessage Spoilt(Random random, string method, string pattern, string batch)
    {
        var path = pattern.Replace("{plan}", "sandbox-us", StringComparison.Ordinal).Replace("{recipient}", Pick(random, Ids), StringComparison.Ordinal).Replace("{id:guid}", Pick(random, Ids[..1]), StringComparison.Ordinal)
            .Replace("{id}", pattern.Contains("/batches/", StringComparison.Ordinal) && random.Next(2) == 0 ? batch : Pick(random, Ids), StringComparison.Ordinal);
        if (random.Next(3) == 0) path += $"?{Uri.EscapeDataString(Pick(random, ["limit", "cursor", "to", "status", "since", "x", "limit\r\n", "page", "page_size", "from", "start_date", "end_date", "client_reference", "code", "type", "number_of_recipients"]))}={Uri.EscapeDataString(Pick(random, Values))}";
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        if (random.Next(4) == 0) request.Headers.TryAddWithoutValidation("Idempotency-Key", Pick(random, ["", new string('k', 300), "k", "a,b", Guid.NewGuid().ToString()]));
        if (method == "GET") return request;
        // The server itself hangs up on a path that is none, while a long body would still be on its way.
        request.Content = new ByteArrayContent(Body(random, mayBeLong: !NoPaths.Any(path.Contains)));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(8) == 0 ? Pick(random, ["text/plain", "application/json; charset=utf-16", "application/xml", "x"]) : "application/json");
        return request;
    }

    private static byte[] Body(Random random, bool mayBeLong)
    {
        switch (random.Next(6))
        {
            case 0:
                var bytes = new byte[random.Next(200)];
                random.NextBytes(bytes);
                return bytes;
            case 1:
                var depth = random.Next(1, 5000);
                return Encoding.UTF8.GetBytes($"{{\"{Pick(random, Fields)}\":" + new string('[', depth) + new string(']', depth) + "}");
            case 2 when random.Next(10) == 0 && mayBeLong:
                return Encoding.UTF8.GetBytes("{\"to\":\"" + new string('1', 1_100_000) + "\"}");
            default:
                // A good beginning makes that the rest is read.
                var fields = Enumerable.Range(0, random.Next(5)).Select(_ => $"\"{Pick(random, Fields)}\":{Pick(random, Values)}");
                return Encoding.UTF8.GetBytes("{" + string.Join(",", Pick(random, GoodBeginnings).Concat(fields)) + "}");
        }
    }

    private static T Pick<T>(Random random, T[] all) => all[random.Next(all.Length)];

    private IEnumerable<(string Method, string Pattern)> Routes() =>
        from endpoint in console.Room<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        where pattern.StartsWith("/api/v1/", StringComparison.Ordinal) || pattern.StartsWith("/xms/v1/", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, pattern);

    private async Task<(int Messages, int Submissions, int Answers, int Verifications)> StoredAsync()
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return (await db.Messages.CountAsync(Ct), await db.Submissions.CountAsync(Ct), await db.KeptAnswers.CountAsync(Ct), await db.Verifications.CountAsync(Ct));
    }
}
