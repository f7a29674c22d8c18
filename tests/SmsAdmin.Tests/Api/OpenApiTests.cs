using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed partial class OpenApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_of_each_route_and_of_no_other()
    {
        var document = await DocumentAsync();
        var told = from path in document.GetProperty("paths").EnumerateObject() from method in path.Value.EnumerateObject() select $"{method.Name.ToUpperInvariant()} {path.Name}";
        var there =
            from endpoint in console.Room<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
            where pattern.StartsWith("/api/v1/", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
            select $"{method} {Constraint().Replace(pattern, "}")}";
        Assert.Equal(there.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_reference_leads_somewhere_and_each_scope_is_one()
    {
        var document = await DocumentAsync();
        var text = document.GetRawText();
        foreach (Match found in Reference().Matches(text))
        {
            var at = document;
            foreach (var part in found.Groups[1].Value.Split('/')) Assert.True(at.TryGetProperty(part, out at), found.Value);
        }

        var scopes = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .SelectMany(method => method.Value.GetProperty("security")[0].GetProperty("key").EnumerateArray()).Select(scope => scope.GetString()!);
        Assert.All(scopes, scope => Assert.Contains(scope, ApiScopeNames.All));
    }

    [Theory]
    [InlineData("one")]
    [InlineData("many")]
    public async Task An_example_is_taken_as_it_stands_and_answered_with_the_fields_that_the_document_tells(string name)
    {
        var send = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/messages").GetProperty("post");
        var example = send.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples").GetProperty(name).GetProperty("value");
        var told = send.GetProperty("responses").GetProperty("202").GetProperty("content").GetProperty("application/json").GetProperty("examples").GetProperty(name).GetProperty("value");
        using var answer = await (await console.CallerAsync()).PostAsync("/api/v1/messages", new StringContent(example.GetRawText(), null, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(Names(told), Names(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)));
    }

    [Theory]
    [InlineData("/api/v1/messages/{id}")]
    [InlineData("/api/v1/messages")]
    [InlineData("/api/v1/usage")]
    public async Task What_is_asked_is_answered_with_the_fields_that_the_document_tells(string path)
    {
        var caller = await console.CallerAsync(scopes: ApiScopes.MessagesSend | ApiScopes.MessagesRead | ApiScopes.UsageRead);
        using var sent = await caller.PostAsJsonAsync("/api/v1/messages", new { to = "+12025551000", body = "Hello" }, Ct);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString();
        var told = (await DocumentAsync()).GetProperty("paths").GetProperty(path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example");
        var answer = await caller.GetFromJsonAsync<JsonElement>(path.Replace("{id}", id, StringComparison.Ordinal), Ct);
        Assert.Equal(Names(told), Names(answer));
    }

    [Fact]
    public async Task A_cancelled_submission_is_answered_with_the_fields_that_the_document_tells()
    {
        var caller = await console.CallerAsync();
        using var sent = await caller.PostAsJsonAsync(
            "/api/v1/messages", new { recipients = new[] { new { to = "+12025551000" } }, body = "Hello", send_at = console.Time.GetUtcNow().AddHours(2) }, Ct);
        var id = (await sent.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString();
        var told = (await DocumentAsync()).GetProperty("paths").GetProperty("/api/v1/submissions/{id}/cancel").GetProperty("post").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example");
        using var answer = await caller.PostAsync($"/api/v1/submissions/{id}/cancel", null, Ct);
        Assert.Equal(Names(told), Names(await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal);

    private async Task<JsonElement> DocumentAsync() => await console.Caller(null).GetFromJsonAsync<JsonElement>("/openapi/v1.json", Ct);

    [GeneratedRegex(":[a-z]+}")]
    private static partial Regex Constraint();

    [GeneratedRegex("\"\\$ref\": *\"#/([^\"]+)\"")]
    private static partial Regex Reference();
}
