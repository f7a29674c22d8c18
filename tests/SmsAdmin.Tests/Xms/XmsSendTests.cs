using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Xms;

public sealed class XmsSendTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static readonly string[] Two = ["+12025553001", "1 (202) 555-3002"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_a_submission_and_comes_back_as_Sinch_would_show_it()
    {
        var caller = await CallerAsync();
        var sendAt = console.Time.GetUtcNow().AddHours(2);
        var (status, batch) = await caller.PostAsync("batches", new
        {
            from = "+12015550199",
            to = Two,
            body = "Hello ${name}",
            parameters = new Dictionary<string, object> { ["name"] = new Dictionary<string, string> { ["+12025553001"] = "Anna", ["default"] = "you" } },
            send_at = sendAt,
            delivery_report = "per_recipient_final",
            callback_url = "https://example.com/reports?a=b",
            client_reference = "order 17",
            feedback_enabled = true,
            max_number_of_message_parts = 2,
            of_tomorrow = new { unknown = "fields are let through" },
        });

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(["12025553001", "12025553002"], batch.GetProperty("to").EnumerateArray().Select(to => to.GetString()));
        Assert.Equal(("12015550199", "mt_text", "Hello ${name}"), (Text(batch, "from"), Text(batch, "type"), Text(batch, "body")));
        Assert.Equal(("Anna", "you"), (Text(batch.GetProperty("parameters").GetProperty("name"), "+12025553001"), Text(batch.GetProperty("parameters").GetProperty("name"), "default")));
        Assert.Equal(("per_recipient_final", "https://example.com/reports?a=b", "order 17"), (Text(batch, "delivery_report"), Text(batch, "callback_url"), Text(batch, "client_reference")));
        Assert.Equal((sendAt, sendAt.AddDays(3)), (batch.GetProperty("send_at").GetDateTimeOffset(), batch.GetProperty("expire_at").GetDateTimeOffset()));
        Assert.Equal((false, true, 2), (batch.GetProperty("canceled").GetBoolean(), batch.GetProperty("feedback_enabled").GetBoolean(), batch.GetProperty("max_number_of_message_parts").GetInt32()));

        var (found, again) = await caller.GetAsync($"batches/{Text(batch, "id")}");
        Assert.Equal((HttpStatusCode.OK, batch.ToString()), (found, again.ToString()));

        await using var db = await DbAsync();
        var id = Guid.Parse(Text(batch, "id"));
        var submission = await db.Submissions.SingleAsync(s => s.Id == id, Ct);
        Assert.Equal((Origin.Xms, "order 17", 2, ReportKind.PerRecipientFinal), (submission.Origin, submission.CallerReference, submission.MessageCount, submission.Reports));
        var messages = await db.Messages.Where(m => m.SubmissionId == id).ToListAsync(Ct);
        Assert.All(messages, m => Assert.Equal((CallbackKind.Xms, "https://example.com/reports?a=b", MessageState.Queued), (m.CallbackKind, m.CallbackUrl, m.State)));
        Assert.False(Encoding.UTF8.GetString(submission.OrderCipher!).Contains("Hello", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_without_reports_tells_nobody_and_a_plan_gives_the_sender_that_is_not_named()
    {
        var caller = await CallerAsync();
        var (_, batch) = await caller.PostAsync("batches", new { to = new[] { "+12025553010", "0012025553010" }, body = "Hello", callback_url = "https://example.com/", send_at = console.Time.GetUtcNow().AddDays(1) });
        Assert.Equal(("none", "https://example.com/"), (Text(batch, "delivery_report"), Text(batch, "callback_url")));
        Assert.False(batch.TryGetProperty("from", out _));
        Assert.Equal(1, batch.GetProperty("to").GetArrayLength());
        await using var db = await DbAsync();
        var id = Guid.Parse(Text(batch, "id"));
        var message = await db.Messages.SingleAsync(m => m.SubmissionId == id, Ct);
        Assert.Equal((null, "+12015550199"), (message.CallbackKind, message.From));
    }

    [Theory]
    [InlineData("""{"to":["+12025553020","2025553021"],"from":"+12015550199","body":"x"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020","never"],"from":"+12015550199","body":"x"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020","01W4FFL35P4NC4K35SMSGROUP1"],"from":"+12015550199","body":"x"}""", 403, "unknown_group")]
    [InlineData("""{"to":"+12025553020","from":"+12015550199","body":"x"}""", 400, "syntax_invalid_json")]
    [InlineData("""{"to":[],"from":"+12015550199","body":"x"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"Much too long a sender","body":"x"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","type":"mt_media"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","delivery_report":"full"}""", 403, "missing_callback_url")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","expire_at":"2026-11-20T12:00Z"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","send_at":"9999-12-31T23:00:00Z","expire_at":"9999-12-31T23:59:59Z"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","send_at":"tomorrow"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"n!","type":"mt_binary","udh":"050003"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"VGV4dA==","type":"mt_binary"}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","max_number_of_message_parts":0}""", 400, "syntax_constraint_violation")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","parameters":{"a key":{"default":"x"}}}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"x","client_reference":"\u0000"}""", 400, "syntax_invalid_parameter_format")]
    [InlineData("""{"to":["+12025553020"],"from":"+12015550199","body":"\ud800"}""", 400, "syntax_invalid_json")]
    [InlineData("""["+12025553020"]""", 400, "syntax_invalid_json")]
    [InlineData("""{"to":""", 400, "syntax_invalid_json")]
    public async Task One_thing_that_is_wrong_refuses_the_whole_batch_with_Sinchs_code(string body, int status, string code)
    {
        var caller = await CallerAsync();
        var before = await StoredAsync();
        Assert.Equal((status, code), XmsCaller.Refusal(await caller.PostAsync("batches", new StringContent(body, Encoding.UTF8, "application/json"))));
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task A_full_quota_refuses_the_batch_as_a_whole_and_nothing_is_counted()
    {
        var plan = await console.AddPlanAsync("Acme EU", "eu", draft => draft with { PerDay = 2 });
        var caller = await CallerAsync(plan, "eu");
        Assert.Equal((403, "quota_exceeded"), XmsCaller.Refusal(await caller.PostAsync("batches", new { to = new[] { "+12025553031", "+12025553032", "+12025553033" }, body = "Hello" })));
        var id = await caller.SendAsync(new { to = new[] { "+12025553031", "+12025553032" }, body = "Hello", send_at = console.Time.GetUtcNow().AddMinutes(1) });
        Assert.Equal((403, "quota_exceeded"), XmsCaller.Refusal(await caller.PostAsync("batches", new { to = new[] { "+12025553031" }, body = "Hello" })));
        Assert.NotEmpty(id);
    }

    [Fact]
    public async Task Who_has_no_key_of_this_plan_is_turned_away_as_Sinch_does_it()
    {
        var key = (await console.MakeKeyAsync()).Key.Reveal();
        var other = (await console.MakeKeyAsync(await console.AddPlanAsync("Acme AU", "au"))).Key.Reveal();
        Assert.Equal((401, "unauthorized"), XmsCaller.Refusal(await XmsCaller.At(console, "sms_live_no", "us").GetAsync("batches/x")));
        Assert.Equal((401, "unauthorized"), XmsCaller.Refusal(await XmsCaller.At(console, other, "us").GetAsync("batches/x")));
        Assert.Equal((401, "unauthorized"), XmsCaller.Refusal(await XmsCaller.At(console, key, "moon").GetAsync("batches/x")));

        var caller = XmsCaller.At(console, key, "us");
        Assert.Equal((404, "not_found"), XmsCaller.Refusal(await caller.GetAsync("batches/01W4FFL35P4NC4K35SMSBATCH1")));
        Assert.Equal((404, "not_found"), XmsCaller.Refusal(await caller.GetAsync($"batches/{Guid.NewGuid()}")));
        Assert.Equal((404, "not_found"), XmsCaller.Refusal(await caller.GetAsync("nowhere")));
        Assert.Equal((405, "method_not_allowed"), XmsCaller.Refusal(await caller.AsAsync("PATCH", "batches")));
        Assert.Equal((415, "unsupported_media_type"), XmsCaller.Refusal(await caller.PostAsync("batches", new StringContent("{}", Encoding.UTF8, "text/plain"))));

        var reader = XmsCaller.At(console, (await console.MakeKeyAsync(scopes: ApiScopes.MessagesRead)).Key.Reveal(), "us");
        Assert.Equal((403, "missing_scope"), XmsCaller.Refusal(await reader.PostAsync("batches", new { })));
        var sender = XmsCaller.At(console, (await console.MakeKeyAsync(scopes: ApiScopes.MessagesSend)).Key.Reveal(), "us");
        Assert.Equal((403, "missing_scope"), XmsCaller.Refusal(await sender.GetAsync($"batches/{Guid.NewGuid()}")));

        var id = await XmsCaller.At(console, other, "au").SendAsync(new { to = Two, body = "Hello", send_at = console.Time.GetUtcNow().AddDays(1) });
        Assert.Equal((404, "not_found"), XmsCaller.Refusal(await caller.GetAsync($"batches/{id}")));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private async Task<XmsCaller> CallerAsync(Guid? plan = null, string region = "us") => XmsCaller.At(console, (await console.MakeKeyAsync(plan)).Key.Reveal(), region);

    private Task<AppDb> DbAsync() => console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct);

    private async Task<(int Messages, int Submissions)> StoredAsync()
    {
        await using var db = await DbAsync();
        return (await db.Messages.CountAsync(Ct), await db.Submissions.CountAsync(Ct));
    }
}
