using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class MessagesApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string To = "+12015550100";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_taken_with_202_and_can_be_asked_for_at_its_location()
    {
        var caller = await console.CallerAsync();
        using var answer = await caller.PostAsJsonAsync("/api/v1/messages", new { to = "+1 201-555-0100", body = "Hello", reference = "order 7" }, Ct);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var taken = await JsonAsync(answer);
        var id = taken.GetProperty("id").GetGuid();
        Assert.Equal($"/api/v1/messages/{id}", answer.Headers.Location?.OriginalString);
        Assert.Equal(("queued", To, 1), (taken.GetProperty("status").GetString(), taken.GetProperty("to").GetString(), taken.GetProperty("parts").GetInt32()));
        Assert.Equal(console.Time.GetUtcNow(), taken.GetProperty("created_at").GetDateTimeOffset());

        using var asked = await caller.GetAsync(answer.Headers.Location, Ct);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var message = await JsonAsync(asked);
        Assert.Equal((id, To, "normal", "order 7"), (message.GetProperty("id").GetGuid(), message.GetProperty("to").GetString(), message.GetProperty("lane").GetString(), message.GetProperty("reference").GetString()));
        Assert.NotEmpty(message.GetProperty("explanation").GetString()!);
        foreach (var space in (string[])["http_status", "api_error_code", "delivery_code", "accepted_at", "final_at", "outcome_unknown"])
            Assert.True(message.TryGetProperty(space, out _), space);
        Assert.DoesNotContain("Hello", message.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"to":"+12015550100","from":false,"body":"Hello"}""", "+12015550199")]
    [InlineData("""{"to":"+12015550100","from":null,"body":"Hello"}""", "+12015550199")]
    [InlineData("""{"to":"+12015550100","from":"Acme","body":"Hello"}""", "Acme")]
    public async Task No_sender_means_the_plans_own(string body, string from)
    {
        var message = await StoredAsync(await TakenAsync(await console.CallerAsync(), body));
        Assert.Equal(from.TrimStart('+'), message.From!.TrimStart('+'));
    }

    [Fact]
    public async Task The_log_names_the_key_that_asked_and_lane_and_deadline_are_kept()
    {
        var message = await StoredAsync(await TakenAsync(await console.CallerAsync(), """{"to":"+12015550100","body":"7301","lane":"otp","deadline":"2026-11-23T13:05:00+01:00"}"""));

        Assert.Equal((Lane.Otp, Origin.Api, "Odoo"), (message.Lane, message.Origin, message.RequestedBy));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 12, 5, 0, TimeSpan.Zero), message.Deadline);
    }

    [Theory]
    [InlineData("otp", 15)]
    [InlineData("normal", null)]
    public async Task A_code_has_15_minutes_unless_it_says_otherwise_and_nothing_else_has_an_end(string lane, int? minutes)
    {
        var message = await StoredAsync(await TakenAsync(await console.CallerAsync(), $$"""{"to":"+12015550100","body":"7301","lane":"{{lane}}"}"""));

        Assert.Equal(minutes is { } given ? console.Time.GetUtcNow().AddMinutes(given) : null, message.Deadline);
    }

    [Theory]
    [InlineData("""{"body":"Hello"}""", "to")]
    [InlineData("""{"to":"+12015550100"}""", "body")]
    [InlineData("""{"to":"+12015550100","body":""}""", "body")]
    [InlineData("""{"to":12015550100,"body":"Hello"}""", "to")]
    [InlineData("""{"to":["+12015550100"],"body":"Hello"}""", "to")]
    [InlineData("""{"to":"+12015550100","body":{"text":"Hello"}}""", "body")]
    [InlineData("""{"to":"0701740605","body":"Hello"}""", "to")]
    [InlineData("""{"to":"+12015550100","from":true,"body":"Hello"}""", "from")]
    [InlineData("""{"to":"+12015550100","from":"TwelveLetters","body":"Hello"}""", "from")]
    [InlineData("""{"to":"+12015550100","body":"Hello","lane":"test"}""", "lane")]
    [InlineData("""{"to":"+12015550100","body":"Hello","text":"Hello"}""", "text")]
    [InlineData("""{"to":"+12015550100","body":"Hello \ud83d"}""", "body")]
    [InlineData("""{"to":"+12015550100","body":"Hello","\ud83d":1}""", "?")]
    [InlineData("""{"to":"+12015550100","body":"Hello","to":"+12015550101"}""", "to")]
    [InlineData("""{"to":"+12015550100","body":"Hello","reference":"a\nb"}""", "reference")]
    [InlineData("""{"to":"+12015550100","body":"Hello","deadline":"tomorrow"}""", "deadline")]
    [InlineData("""{"to":"+12015550100","body":"Hello","deadline":"2026-11-23T13:00:00"}""", "deadline")]
    [InlineData("""{"to":"+12015550100","body":"Hello","deadline":"2026-11-23T12:00:00Z"}""", "deadline")]
    [InlineData("""{"to":"+12015550100","body":"Hello","deadline":"2026-11-26T12:00:01Z"}""", "deadline")]
    public async Task What_is_wrong_is_told_by_field_and_nothing_is_queued(string body, string field)
    {
        var before = await CountAsync();
        using var answer = await PostAsync(await console.CallerAsync(), body);

        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("", "application/json", 400, "invalid-json")]
    [InlineData("{", "application/json", 400, "invalid-json")]
    [InlineData("[]", "application/json", 400, "invalid-json")]
    [InlineData("""{"to":"+12015550100","body":"Hello"} {}""", "application/json", 400, "invalid-json")]
    [InlineData("""{"to":"+12015550100","body":"Hello"}""", "text/plain", 415, "unsupported-media-type")]
    [InlineData("to=%2B12015550100&body=Hello", "application/x-www-form-urlencoded", 415, "unsupported-media-type")]
    public async Task A_body_that_is_no_json_object_is_refused_by_what_is_wrong_with_it(string body, string type, int status, string name)
    {
        using var answer = await PostAsync(await console.CallerAsync(), body, type);
        await ProblemAsync(answer, (HttpStatusCode)status, name);
    }

    [Fact]
    public async Task A_body_over_1_MiB_is_refused_with_and_without_its_length_told()
    {
        var caller = await console.CallerAsync();
        var large = $$"""{"to":"+12015550100","body":"{{new string('a', 1024 * 1024)}}"}""";
        using (var answer = await PostAsync(caller, large)) await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, "body-too-large");

        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages") { Content = new StringContent(large, null, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        using var refused = await caller.SendAsync(chunked, Ct);
        await ProblemAsync(refused, HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Over_the_quota_it_says_which_how_full_and_when_there_is_room_again()
    {
        var plan = await console.AddPlanAsync("Acme EU", "eu", draft => draft with { PerDay = 1 });
        var caller = await console.CallerAsync(plan);
        await TakenAsync(caller, """{"to":"+12015550100","body":"Hello"}""");

        using var answer = await PostAsync(caller, """{"to":"+12015550100","body":"Hello"}""");

        var quota = (await ProblemAsync(answer, HttpStatusCode.TooManyRequests, "quota-exceeded")).GetProperty("quota");
        Assert.Equal(("day", 1, 1), (quota.GetProperty("name").GetString(), quota.GetProperty("used").GetInt32(), quota.GetProperty("limit").GetInt32()));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero), quota.GetProperty("resets_at").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromHours(11), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_plan_that_cannot_send_refuses_with_its_reason()
    {
        var plan = await console.AddPlanAsync("Acme AU", "au", draft => draft with { Region = null });
        using var answer = await PostAsync(await console.CallerAsync(plan), """{"to":"+12015550100","body":"Hello"}""");

        Assert.Contains("no region", (await ProblemAsync(answer, HttpStatusCode.Conflict, "plan-not-ready")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient caller, string body, string type = "application/json") =>
        caller.PostAsync("/api/v1/messages", new StringContent(body, null, type), Ct);

    private static async Task<Guid> TakenAsync(HttpClient caller, string body)
    {
        using var answer = await PostAsync(caller, body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await JsonAsync(answer)).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await JsonAsync(answer);
        Assert.Equal(($"/problems/{name}", (int)status), (problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        return problem;
    }

    private static Task<JsonElement> JsonAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

    private async Task<Message> StoredAsync(Guid id)
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Id == id, Ct);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Messages.CountAsync(Ct);
    }
}
