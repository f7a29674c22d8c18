using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class ManyMessagesApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Root = "/api/v1/messages";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_recipients_with_parameters_are_one_call_and_can_be_listed_page_by_page()
    {
        var caller = await console.CallerAsync();
        var recipients = Enumerable.Range(0, 1000).Select(i => new { to = $"+1202555{1000 + i}", parameters = new { name = $"N{i}" } });
        using var answer = await caller.PostAsJsonAsync(Root, new { recipients, body = "Hi ${name}", reference = "campaign 7" }, Ct);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var taken = await JsonAsync(answer);
        Assert.Equal((1000, 0, 1000), (taken.GetProperty("queued").GetInt32(), taken.GetProperty("refused").GetInt32(), taken.GetProperty("messages").GetArrayLength()));
        Assert.Equal("+12025551999", taken.GetProperty("messages")[999].GetProperty("to").GetString());

        var (seen, cursor, pages) = (new HashSet<Guid>(), "", 0);
        for (string? next = ""; next is not null; pages++)
        {
            var page = await JsonAsync(await caller.GetAsync($"{Root}?reference=campaign+7&limit=100{cursor}", Ct));
            foreach (var message in page.GetProperty("messages").EnumerateArray()) Assert.True(seen.Add(message.GetProperty("id").GetGuid()));
            next = page.GetProperty("next_cursor").GetString();
            cursor = $"&cursor={next}";
        }

        Assert.Equal((1000, 10), (seen.Count, pages));
        var bySubmission = await JsonAsync(await caller.GetAsync(answer.Headers.Location, Ct));
        Assert.Equal(50, bySubmission.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task One_bad_recipient_refuses_all_unless_a_part_is_enough()
    {
        var caller = await console.CallerAsync();
        var recipients = new[] { new { to = "+12025551000" }, new { to = "12" } };
        using (var refused = await caller.PostAsJsonAsync(Root, new { recipients, body = "Hello" }, Ct))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("recipients[1].to", Assert.Single((await JsonAsync(refused)).GetProperty("errors").EnumerateObject().Select(error => error.Name)));
        }

        using var answer = await caller.PostAsJsonAsync(Root, new { recipients, body = "Hello", partial = true }, Ct);
        var taken = await JsonAsync(answer);
        Assert.Equal(["queued", "refused"], taken.GetProperty("messages").EnumerateArray().Select(one => one.GetProperty("status").GetString()));
        Assert.Equal("/problems/invalid-request", taken.GetProperty("messages")[1].GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("""{"recipients":[],"body":"Hello"}""", "to")]
    [InlineData("""{"recipients":null,"body":"Hello"}""", "to")]
    [InlineData("""{"recipients":[{}],"body":"Hello"}""", "recipients[0].to")]
    [InlineData("""{"recipients":[{"to":"+12025551000","name":"x"}],"body":"Hello"}""", "recipients[0].name")]
    [InlineData("""{"recipients":["+12025551000"],"body":"Hello"}""", "recipients[0]")]
    [InlineData("""{"recipients":[{"to":"+12025551000","parameters":{"n":1}}],"body":"Hello"}""", "recipients[0].parameters")]
    [InlineData("""{"recipients":[{"to":"+12025551000"},{"to":"+12025551000"}],"body":"Hello"}""", "recipients[1].to")]
    [InlineData("""{"recipients":[{"to":"+12025551000","parameters":{"n":"x"}},{"to":"+12025551001"}],"body":"Hello ${n}"}""", "recipients[1].parameters")]
    [InlineData("""{"to":"+12025551000","recipients":[{"to":"+12025551001"}],"body":"Hello"}""", "to")]
    [InlineData("""{"to":"+12025551000","parameters":{"long-key-of-17-chars":"x"},"body":"Hello"}""", "parameters")]
    [InlineData("""{"to":"+12025551000","send_at":"2030-01-01T00:00:00Z","body":"Hello"}""", "send_at")]
    public async Task What_is_wrong_of_many_is_told_by_place(string body, string field)
    {
        using var answer = await (await console.CallerAsync()).PostAsync(Root, new StringContent(body, null, "application/json"), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await JsonAsync(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task What_is_scheduled_can_be_cancelled_until_it_goes_and_a_second_time_is_the_same()
    {
        var caller = await console.CallerAsync();
        using var sent = await caller.PostAsJsonAsync(Root, new { to = "+12025551000", body = "Hello", send_at = console.Time.GetUtcNow().AddHours(2) }, Ct);
        Assert.Equal("Scheduled", (await JsonAsync(await caller.GetAsync(sent.Headers.Location, Ct))).GetProperty("explanation").GetString());

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var cancelled = await caller.PostAsync($"{sent.Headers.Location}/cancel", null, Ct);
            Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.StatusCode, (await JsonAsync(cancelled)).GetProperty("status").GetString()));
        }

        using var nowhere = await caller.PostAsync($"{Root}/{Guid.Empty}/cancel", null, Ct);
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("status=Gone")]
    [InlineData("cursor=x")]
    [InlineData("cursor=00000000-0000-0000-0000-000000000001")]
    [InlineData("since=tomorrow")]
    [InlineData("to=12")]
    [InlineData("status=queued&status=sending")]
    [InlineData("page=2")]
    public async Task A_question_that_is_not_understood_is_told_instead_of_answered_otherwise(string query)
    {
        using var answer = await (await console.CallerAsync()).GetAsync($"{Root}?{query}", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(query.Split('=')[0], Assert.Single((await JsonAsync(answer)).GetProperty("errors").EnumerateObject().Select(error => error.Name)));
    }

    [Fact]
    public async Task Usage_says_what_is_used_and_what_is_left()
    {
        var plan = await console.AddPlanAsync("Acme EU", "eu", draft => draft with { PerDay = 10 });
        var caller = await console.CallerAsync(plan, ApiScopes.MessagesSend | ApiScopes.UsageRead);
        using (await caller.PostAsJsonAsync(Root, new { to = "+12025551000", body = new string('x', 200) }, Ct))
        {
            var usage = await JsonAsync(await caller.GetAsync("/api/v1/usage", Ct));
            var day = usage.GetProperty("day");
            Assert.Equal((1, 2, 10, 9), (day.GetProperty("messages").GetInt32(), day.GetProperty("parts").GetInt32(), day.GetProperty("limit").GetInt32(), day.GetProperty("remaining").GetInt32()));
            Assert.Equal(JsonValueKind.Null, usage.GetProperty("month").GetProperty("limit").ValueKind);
        }
    }

    [Fact]
    public async Task A_test_key_walks_to_delivered_reaches_no_Sinch_uses_no_quota_and_says_so_everywhere()
    {
        var plan = await console.AddPlanAsync("Acme BR", "br", draft => draft with { PerDay = 1 });
        var made = await console.MakeKeyAsync(plan, ApiScopes.MessagesSend | ApiScopes.MessagesRead | ApiScopes.UsageRead, with: draft => draft with { IsTest = true });
        var caller = console.Caller(made.Key.Reveal());
        foreach (var i in Enumerable.Range(0, 3))
        {
            using var sent = await caller.PostAsJsonAsync(Root, new { to = $"+120255510{10 + i}", body = "Hello" }, Ct);
            Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
            Assert.True((await JsonAsync(sent)).GetProperty("test").GetBoolean());
            Assert.Equal("true", Assert.Single(sent.Headers.GetValues("SmsAdmin-Test")));
            var message = await DeliveredAsync(caller, sent.Headers.Location!);
            Assert.True(message.GetProperty("test").GetBoolean());
            Assert.StartsWith("Test key", message.GetProperty("explanation").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, (await JsonAsync(await caller.GetAsync("/api/v1/usage", Ct))).GetProperty("day").GetProperty("messages").GetInt32());
        using var wrong = await caller.GetAsync($"{Root}?page=1", Ct);
        Assert.True((await JsonAsync(wrong)).GetProperty("test").GetBoolean());
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        Assert.All(await db.MessageEvents.Where(e => db.Messages.Any(m => m.Id == e.MessageId && m.IsTest)).ToListAsync(Ct), step => Assert.Null(step.RawHead));

        // What is real is not seen with a test key, nor the other way round.
        var live = await console.CallerAsync(plan);
        Assert.Equal(0, (await JsonAsync(await live.GetAsync(Root, Ct))).GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task A_test_key_verifies_nobody_because_nobody_would_get_the_code()
    {
        var made = await console.MakeKeyAsync(scopes: ApiScopes.OtpSend | ApiScopes.OtpVerify, with: draft => draft with { IsTest = true });
        using var answer = await console.Caller(made.Key.Reveal()).PostAsJsonAsync("/api/v1/verifications", new { to = "+12025551000", purpose = "login" }, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("/problems/not-with-test-key", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_from_elsewhere_and_a_key_in_a_hurry_are_told_why()
    {
        var elsewhere = console.Caller((await console.MakeKeyAsync(with: draft => draft with { Networks = "192.0.2.0/24" })).Key.Reveal());
        using (var refused = await elsewhere.GetAsync(Root, Ct)) Assert.Contains("address-not-allowed", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var hurried = console.Caller((await console.MakeKeyAsync(with: draft => draft with { PerSecond = 1 })).Key.Reveal());
        using (var one = await hurried.GetAsync(Root, Ct)) Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        using var two = await hurried.GetAsync(Root, Ct);
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), (two.StatusCode, two.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task A_whole_submission_is_cancelled_in_one_call_and_a_second_time_is_the_same()
    {
        var caller = await console.CallerAsync();
        var recipients = Enumerable.Range(0, 3).Select(i => new { to = $"+120255520{10 + i}" });
        using var sent = await caller.PostAsJsonAsync(Root, new { recipients, body = "Hello", send_at = console.Time.GetUtcNow().AddHours(2) }, Ct);
        var taken = await JsonAsync(sent);
        var cancel = $"/api/v1/submissions/{taken.GetProperty("id").GetGuid()}/cancel";

        foreach (var stranger in new[] { await console.CallerAsync(await console.AddPlanAsync("Acme AU", "au")), await TestCallerAsync() })
        {
            using var nothing = await stranger.PostAsync(cancel, null, Ct);
            Assert.Equal((HttpStatusCode.NotFound, "/problems/no-such-submission"), (nothing.StatusCode, (await JsonAsync(nothing)).GetProperty("type").GetString()));
        }

        using (await caller.PostAsync($"{Root}/{taken.GetProperty("messages")[0].GetProperty("id").GetGuid()}/cancel", null, Ct))
        {
            foreach (var _ in Enumerable.Range(0, 2))
            {
                using var cancelled = await caller.PostAsync(cancel, null, Ct);
                var answer = await JsonAsync(cancelled);
                Assert.Equal((HttpStatusCode.OK, 3, 0), (cancelled.StatusCode, answer.GetProperty("cancelled").GetInt32(), answer.GetProperty("left").GetInt32()));
            }
        }

        var left = await JsonAsync(await caller.GetAsync($"{sent.Headers.Location}&status=queued", Ct));
        Assert.Equal(0, left.GetProperty("messages").GetArrayLength());
        // Once for all that it found waiting, and not again where it found nothing.
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        var id = taken.GetProperty("id").GetGuid();
        Assert.Equal("2 messages", (await db.Audit.SingleAsync(entry => entry.Action == "submission.cancelled" && entry.SubjectId == id, Ct)).Subject);
    }

    [Fact]
    public async Task A_submission_that_went_out_is_not_cancelled_any_more()
    {
        // A plan of its own: nothing else waits for the clock there.
        var caller = await TestCallerAsync(await console.AddPlanAsync("Acme CA", "ca"));
        using var sent = await caller.PostAsJsonAsync(Root, new { recipients = new[] { new { to = "+12025552050" } }, body = "Hello" }, Ct);
        await DeliveredAsync(caller, sent.Headers.Location!);
        using var late = await caller.PostAsync($"/api/v1/submissions/{(await JsonAsync(sent)).GetProperty("id").GetGuid()}/cancel", null, Ct);
        Assert.Equal((HttpStatusCode.Conflict, "/problems/not-cancellable"), (late.StatusCode, (await JsonAsync(late)).GetProperty("type").GetString()));
    }

    // By the program's own worker: waited for is this message, not what the other plans have in their queues on a clock that stands.
    private static async Task<JsonElement> DeliveredAsync(HttpClient caller, Uri location)
    {
        JsonElement message = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                message = await JsonAsync(await caller.GetAsync(location, Ct));
                if (message.TryGetProperty("messages", out var listed)) message = listed[0];
                return message.GetProperty("status").GetString() == "delivered";
            },
            () => Task.FromResult(message.GetRawText()));
        return message;
    }

    private async Task<HttpClient> TestCallerAsync(Guid? plan = null) => console.Caller((await console.MakeKeyAsync(plan, with: draft => draft with { IsTest = true })).Key.Reveal());

    private static Task<JsonElement> JsonAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
}
