using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class VerificationsApiTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Root = "/api/v1/verifications";
    private const ApiScopes Both = ApiScopes.OtpSend | ApiScopes.OtpVerify;
    private static int _numbers = 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Each test has a number of its own: their counters are one installation's.
    private string To { get; } = $"+120155502{Interlocked.Increment(ref _numbers):00}";

    [Fact]
    public async Task A_code_is_sent_checked_and_used_up()
    {
        var caller = await console.CallerAsync(scopes: Both);
        using var started = await caller.PostAsJsonAsync(Root, new { to = To, purpose = "sign-in", locale = "sv", app_name = "Acme", domain = "shop.example.com", end_user_ip = "192.0.2.7" }, Ct);

        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var answer = await JsonAsync(started);
        Assert.Equal(["id", "status", "expires_at", "next_resend_at"], answer.EnumerateObject().Select(field => field.Name));
        var id = answer.GetProperty("id").GetGuid();
        Assert.Equal(($"{Root}/{id}", "pending"), (started.Headers.Location?.OriginalString, answer.GetProperty("status").GetString()));
        Assert.Equal((console.Time.GetUtcNow().AddMinutes(5), console.Time.GetUtcNow().AddSeconds(30)), (answer.GetProperty("expires_at").GetDateTimeOffset(), answer.GetProperty("next_resend_at").GetDateTimeOffset()));

        var code = await CodeAsync(id);
        var row = await RowAsync(id);
        Assert.Equal(("Acme", "shop.example.com", "sv, standard", "Odoo"), (row.AppName, row.Domain, row.Template, row.RequestedBy));
        Assert.Equal("""{"verified":false}""", await CheckAsync(caller, id, "000000"));
        Assert.Equal("""{"verified":true}""", await CheckAsync(caller, id, code));
        Assert.Equal("""{"verified":false}""", await CheckAsync(caller, id, code));
        Assert.Equal("verified", (await JsonAsync(await caller.GetAsync($"{Root}/{id}", Ct))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Wrong_late_used_locked_unknown_foreign_and_no_id_are_answered_alike()
    {
        var caller = await console.CallerAsync(scopes: Both);
        var (id, code) = await StartAsync(caller);
        var (gone, goneCode) = await StartAsync(caller, "payment");
        await caller.PostAsync($"{Root}/{gone}/cancel", null, Ct);
        var foreign = await console.CallerAsync(await console.AddPlanAsync("Acme EU", "eu"), Both);

        var answers = new List<string>
        {
            await CheckAsync(caller, id, "1"),
            await CheckAsync(caller, gone, goneCode),
            await CheckAsync(caller, Guid.NewGuid(), code),
            await CheckAsync(foreign, id, code),
            await CheckAsync(caller, "nonsense", code),
        };
        for (var i = 0; i < 5; i++) answers.Add(await CheckAsync(caller, id, "wrong"));
        answers.Add(await CheckAsync(caller, id, code));

        Assert.Equal("""{"verified":false}""", Assert.Single(answers.Distinct()));
        Assert.Equal("pending", (await JsonAsync(await caller.GetAsync($"{Root}/{id}", Ct))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_resend_too_soon_says_when_and_a_cancelled_one_is_over()
    {
        var caller = await console.CallerAsync(scopes: Both);
        var (id, _) = await StartAsync(caller);

        using var soon = await caller.PostAsync($"{Root}/{id}/resend", null, Ct);
        await ProblemAsync(soon, HttpStatusCode.TooManyRequests, "too-many-codes");
        Assert.Equal(TimeSpan.FromSeconds(30), soon.Headers.RetryAfter?.Delta);
        console.Time.Advance(TimeSpan.FromSeconds(30));
        using var again = await caller.PostAsync($"{Root}/{id}/resend", null, Ct);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(console.Time.GetUtcNow().AddSeconds(60), (await JsonAsync(again)).GetProperty("next_resend_at").GetDateTimeOffset());

        using var ended = await caller.PostAsync($"{Root}/{id}/cancel", null, Ct);
        Assert.Equal("cancelled", (await JsonAsync(ended)).GetProperty("status").GetString());
        using var over = await caller.PostAsync($"{Root}/{id}/resend", null, Ct);
        await ProblemAsync(over, HttpStatusCode.Conflict, "verification-over");
    }

    [Fact]
    public async Task A_request_that_comes_again_under_its_key_sends_nothing_more_and_gets_the_first_answer()
    {
        var caller = await console.CallerAsync(scopes: Both);
        var body = $$"""{"to":"{{To}}","purpose":"sign-in"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PostAsync(caller, Root, "start", body)));
        var again = await PostAsync(caller, Root, "start", body);
        var ids = answers.Append(again).Where(answer => answer.Status == 201).Select(answer => answer.Body).Distinct();
        var first = JsonSerializer.Deserialize<JsonElement>(Assert.Single(ids)).GetProperty("id").GetGuid();
        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[201, 409]));
        Assert.True(again.IsReplay);
        Assert.Equal(409, (await PostAsync(caller, Root, "start", body.Replace("sign-in", "payment", StringComparison.Ordinal))).Status);

        console.Time.Advance(TimeSpan.FromSeconds(30));
        var resent = await PostAsync(caller, $"{Root}/{first}/resend", "resend", null);
        Assert.Equal((200, true), (resent.Status, (await PostAsync(caller, $"{Root}/{first}/resend", "resend", null)).IsReplay));
        Assert.Equal(2, (await console.Room<VerificationLog>().FindAsync(first, Ct))!.Messages.Count);

        static async Task<(int Status, string Body, bool IsReplay)> PostAsync(HttpClient caller, string path, string key, string? body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body, null, "application/json") };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await caller.SendAsync(request, Ct);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct), answer.Headers.Contains("Idempotency-Replayed"));
        }
    }

    [Theory]
    [InlineData("""{"purpose":"sign-in"}""", "to")]
    [InlineData("""{"to":"+12015550100"}""", "purpose")]
    [InlineData("""{"to":"+12015550100","purpose":"Sign in"}""", "purpose")]
    [InlineData("""{"to":"+12015550100","purpose":7}""", "purpose")]
    [InlineData("""{"to":"+46701740605","purpose":"sign-in"}""", "to")]
    [InlineData("""{"to":"+19005550100","purpose":"sign-in"}""", "to")]
    [InlineData("""{"to":"0701740605","purpose":"sign-in"}""", "to")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","locale":"svenska"}""", "locale")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","app_name":"A\nB"}""", "app_name")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","app_name":"${x}"}""", "app_name")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","domain":"https://example.com"}""", "domain")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","domain":"example.com #1"}""", "domain")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","end_user_ip":"here"}""", "end_user_ip")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","context":""}""", "context")]
    [InlineData("""{"to":"+12015550100","purpose":"sign-in","digits":4}""", "digits")]
    public async Task What_is_wrong_is_told_by_field_and_nothing_is_sent(string body, string field)
    {
        var before = await CountAsync();
        using var answer = await (await console.CallerAsync(scopes: Both)).PostAsync(Root, new StringContent(body, null, "application/json"), Ct);

        Assert.Equal([field], (await ProblemAsync(answer, HttpStatusCode.BadRequest, "invalid-request")).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("{}", 400)]
    [InlineData("""{"code":123456}""", 400)]
    [InlineData("""{"code":null}""", 400)]
    [InlineData("""{"code":"123456","extra":1}""", 400)]
    [InlineData("""{"code":"1234567890123456789012345678901234567890"}""", 400)]
    [InlineData("""{"code":"\ud800"}""", 400)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[", 400)]
    [InlineData("""{"code":"\u0000\r\nX-Injected: 1"}""", 200)]
    public async Task A_check_that_is_none_is_a_problem_and_counts_for_nothing(string body, int status)
    {
        var caller = await console.CallerAsync(scopes: Both);
        var (id, code) = await StartAsync(caller);
        using var answer = await caller.PostAsync($"{Root}/{id}/check", new StringContent(body, null, "application/json"), Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? "application/json" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("""{"verified":true}""", await CheckAsync(caller, id, code));
    }

    [Fact]
    public async Task A_key_sends_or_verifies_as_its_scopes_say_and_sees_its_own_plans_alone()
    {
        var sender = await console.CallerAsync(scopes: ApiScopes.OtpSend);
        var verifier = await console.CallerAsync(scopes: ApiScopes.OtpVerify);
        var (id, code) = await StartAsync(sender);

        using var mayNotCheck = await sender.PostAsJsonAsync($"{Root}/{id}/check", new { code }, Ct);
        await ProblemAsync(mayNotCheck, HttpStatusCode.Forbidden, "missing-scope");
        using var mayNotSend = await verifier.PostAsync($"{Root}/{id}/resend", null, Ct);
        await ProblemAsync(mayNotSend, HttpStatusCode.Forbidden, "missing-scope");
        using var unknown = await verifier.GetAsync($"{Root}/{Guid.NewGuid()}", Ct);
        await ProblemAsync(unknown, HttpStatusCode.NotFound, "no-such-verification");
        Assert.Equal("""{"verified":true}""", await CheckAsync(verifier, id, code));
    }

    private async Task<(Guid Id, string Code)> StartAsync(HttpClient caller, string purpose = "sign-in")
    {
        using var answer = await caller.PostAsJsonAsync(Root, new { to = To, purpose }, Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        var id = (await JsonAsync(answer)).GetProperty("id").GetGuid();
        return (id, await CodeAsync(id));
    }

    private static Task<string> CheckAsync(HttpClient caller, Guid id, string code) => CheckAsync(caller, id.ToString(), code);

    private static async Task<string> CheckAsync(HttpClient caller, string id, string code)
    {
        using var answer = await caller.PostAsJsonAsync($"{Root}/{id}/check", new { code }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string name)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = await JsonAsync(answer);
        Assert.Equal($"/problems/{name}", problem.GetProperty("type").GetString());
        return problem;
    }

    private static Task<JsonElement> JsonAsync(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

    // The text is gone as soon as the phone has it: the code is made once more.
    private async Task<string> CodeAsync(Guid id)
    {
        var row = await RowAsync(id);
        return (await console.Room<OneTimeCodes>().OpenAsync(Ct)).Code(row.Id, row.SubjectKey, row.ContextHash, row.Digits);
    }

    private async Task<Verification> RowAsync(Guid id)
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Verifications.AsNoTracking().SingleAsync(v => v.Id == id, Ct);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        return await db.Verifications.CountAsync(Ct);
    }
}
