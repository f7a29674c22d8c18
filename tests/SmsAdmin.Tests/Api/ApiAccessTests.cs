using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Api;

public sealed class ApiAccessTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private const string Path = "/api/v1/messages";
    private static readonly string Somewhere = $"{Path}/{Guid.Empty}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_key_and_every_key_that_is_not_good_are_answered_alike()
    {
        var revoked = await console.MakeKeyAsync();
        await console.Room<ApiKeys>().RevokeAsync(revoked.Id, TestRooms.Anna, Ct);
        var expired = await console.MakeKeyAsync(lifetime: TimeSpan.FromHours(1));
        console.Time.Advance(TimeSpan.FromHours(1));
        var answers = new HashSet<string>();
        foreach (var key in (string?[])[null, "nonsense", "sms_live_aaaaaaaa_" + new string('a', 40), revoked.Key.Reveal(), expired.Key.Reveal()])
        {
            using var answer = await console.Caller(key).GetAsync(Somewhere, Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            answers.Add($"{answer.Headers.WwwAuthenticate} {answer.Content.Headers.ContentType} {await answer.Content.ReadAsStringAsync(Ct)}");
        }

        Assert.StartsWith("Bearer realm=\"SmsAdmin\" application/problem+json", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_refused_from_the_moment_it_is_revoked()
    {
        var made = await console.MakeKeyAsync();
        var caller = console.Caller(made.Key.Reveal());
        using (var before = await caller.GetAsync(Somewhere, Ct)) Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);

        await console.Room<ApiKeys>().RevokeAsync(made.Id, TestRooms.Anna, Ct);

        using var after = await caller.GetAsync(Somewhere, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_is_told_which_it_lacks()
    {
        var sender = await console.CallerAsync(scopes: ApiScopes.MessagesSend);
        var reader = await console.CallerAsync(scopes: ApiScopes.MessagesRead);

        using var sent = await SendAsync(sender);
        using var notRead = await sender.GetAsync(sent.Headers.Location, Ct);
        using var read = await reader.GetAsync(sent.Headers.Location, Ct);
        using var notSent = await SendAsync(reader);

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Forbidden], new[] { sent, notRead, read, notSent }.Select(answer => answer.StatusCode));
        Assert.Contains("lacks the scope messages:read", await notRead.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("lacks the scope messages:send", await notSent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_another_plan_is_not_there()
    {
        using var sent = await SendAsync(await console.CallerAsync());
        var others = await console.CallerAsync(await console.AddPlanAsync("Acme BR", "br"));

        using var others404 = await others.GetAsync(sent.Headers.Location, Ct);
        using var nowhere404 = await others.GetAsync(Somewhere, Ct);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (others404.StatusCode, nowhere404.StatusCode));
        Assert.Equal(await nowhere404.Content.ReadAsStringAsync(Ct), await others404.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task A_session_opens_no_endpoint_of_programs_and_a_key_no_page()
    {
        using var admin = await console.SignedInAsync(Roles.Admin, Ct);
        using (var byCookie = await admin.GetAsync(Somewhere, Ct)) Assert.Equal(HttpStatusCode.Unauthorized, byCookie.StatusCode);

        using var byKey = await (await console.CallerAsync()).GetAsync("/messages", Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, byKey.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_not_there_is_a_problem_too()
    {
        using var answer = await (await console.CallerAsync()).DeleteAsync($"{Path}/x/y", Ct);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task While_storage_takes_no_writes_programs_are_told_to_try_again_and_nothing_is_lost_after()
    {
        var caller = await console.CallerAsync();
        await ExecuteAsync(TestStorage.OfThisRun == Engine.Sqlite
            ? "CREATE TRIGGER \"full\" BEFORE INSERT ON \"Messages\" BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
            : """
              CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk is full' USING ERRCODE = 'disk_full'; END $$;
              CREATE TRIGGER "full" BEFORE INSERT ON "Messages" EXECUTE FUNCTION full_disk()
              """);
        try
        {
            using var answer = await SendAsync(caller);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Contains("/problems/storage-unavailable", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync("DROP TRIGGER \"full\"" + (TestStorage.OfThisRun == Engine.Sqlite ? "" : " ON \"Messages\""));
        }

        using var taken = await SendAsync(caller);
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
    }

    [Fact]
    public async Task Neither_key_nor_text_nor_number_lies_readable_in_storage_or_log()
    {
        var made = await console.MakeKeyAsync();
        var caller = console.Caller(made.Key.Reveal());
        using (var sent = await SendAsync(caller, "A text that nobody else may read")) Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        using (var wrong = await caller.PostAsync(Path, new StringContent("""{"to":"+12015550", "body": "A text that nobody else may read", "x": 1}"""), Ct)) Assert.False(wrong.IsSuccessStatusCode);

        // The lock of a running console holds nothing, and nobody else may open it.
        foreach (var file in Directory.EnumerateFiles(console.Storage, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("smsadmin.lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var held = new MemoryStream();
            await stream.CopyToAsync(held, Ct);
            var bytes = held.ToArray();
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Key.Reveal()[^40..])));
            Assert.Equal(-1, bytes.AsSpan().IndexOf("nobody else may read"u8));
            if (file.EndsWith(".log", StringComparison.Ordinal)) Assert.Equal(-1, bytes.AsSpan().IndexOf("2015550100"u8));
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient caller, string text = "Hello") =>
        caller.PostAsync(Path, new StringContent($$"""{"to":"+12015550100","body":"{{text}}"}""", null, "application/json"), Ct);

    private async Task ExecuteAsync(string sql)
    {
        await using var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }
}
