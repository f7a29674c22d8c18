using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web.Otp;

/// <summary>Codes go out by the page and by the API, are entered wrong and right, and are readable nowhere but on the phone.</summary>
public sealed class VerificationLeakTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private const string Root = "/api/v1/verifications";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_issued_code_and_no_key_is_in_storage_logs_answers_or_pages()
    {
        // Ten digits are found by chance nowhere.
        Assert.Null(await console.Room<OtpPolicyStore>().ChangeAsync(new OtpPolicy(10, 5), Actor.System("Test"), Ct));
        var plan = (await console.Room<Plans>().ListAsync(Ct)).Single(one => one.IsSandbox);
        var draft = new ApiKeyDraft("Shop", plan.Id, plan.Name, ApiScopes.OtpSend | ApiScopes.OtpVerify, null);
        var key = Assert.IsType<ApiKeyOutcome.Created>(await console.Room<ApiKeys>().CreateAsync(draft, TestRooms.Anna, Ct)).Key.Reveal();
        using var api = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = console.Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var admin = await console.AdminAsync(Ct);
        var seen = new List<string>();

        var first = await StartAsync(api, "+12015550130", seen);
        var second = await StartAsync(api, "+12015550131", seen);
        console.Time.Advance(TimeSpan.FromSeconds(30));
        seen.Add(await (await api.PostAsync($"{Root}/{first}/resend", null, Ct)).Content.ReadAsStringAsync(Ct));
        string[] codes = [await CodeAsync(first), await CodeAsync(second)];
        seen.Add(await (await api.PostAsJsonAsync($"{Root}/{first}/check", new { code = "0000000000" }, Ct)).Content.ReadAsStringAsync(Ct));
        seen.Add(await (await api.PostAsJsonAsync($"{Root}/{first}/check", new { code = codes[0] }, Ct)).Content.ReadAsStringAsync(Ct));
        Assert.Contains("true", seen[^1], StringComparison.Ordinal);

        // The second is entered on the page: a form, and no circuit.
        using var answer = await admin.PostAsync($"/otp/{second}", "one-time-code", Ct, ("code", codes[1]));
        Assert.Equal((HttpStatusCode.Redirect, $"/otp/{second}"), (answer.StatusCode, admin.Leads(answer)));
        Assert.Equal("verified", (await console.Room<Verifications>().FindAsync(plan.Id, second, Ct))!.Status);

        var log = console.Room<VerificationLog>();
        await Eventually.HoldsAsync(
            async () =>
            {
                // Sinch's time too: it delivers by the same clock.
                console.Time.Advance(TimeSpan.FromMilliseconds(200));
                return (await log.FindAsync(second, Ct))!.Messages.All(message => message.State == MessageState.Delivered);
            },
            () => Task.FromResult("It was not delivered."));
        var messages = (await log.FindAsync(first, Ct))!.Messages.Concat((await log.FindAsync(second, Ct))!.Messages).ToList();
        Assert.Equal(3, messages.Count);
        string[] pages = ["/", "/otp", $"/otp/{first}", $"/otp/{second}", "/otp/templates", "/otp/policy", "/messages", "/audit", "/queue", "/usage", .. messages.Select(message => $"/messages/{message.Id}")];
        foreach (var path in pages) seen.Add(await admin.ReadAsync(path, Ct));
        seen.Add(await (await api.GetAsync($"{Root}/{first}", Ct)).Content.ReadAsStringAsync(Ct));

        var files = Directory.EnumerateFiles(console.Storage, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => new FileInfo(file)).ToList();
        Assert.NotEmpty(files);
        foreach (var secret in codes.Append(key))
        {
            Assert.Empty(Leaks.Of(secret, files));
            Assert.DoesNotContain(seen, text => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_who_may_send_enters_a_code_and_only_with_the_forms_token()
    {
        using var support = await console.SignedInAsync(Roles.Support, Ct);
        using var admin = await console.AdminAsync(Ct);
        using var refused = await support.PostBlindAsync($"/otp/{Guid.NewGuid()}/check", Ct, ("code", "123456"));
        using var blind = await admin.PostBlindAsync($"/otp/{Guid.NewGuid()}/check", Ct, ("code", "123456"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.BadRequest), (refused.StatusCode, blind.StatusCode));
    }

    private static async Task<Guid> StartAsync(HttpClient api, string to, List<string> seen)
    {
        using var answer = await api.PostAsJsonAsync(Root, new { to, purpose = "sign-in", domain = "shop.example.com" }, Ct);
        seen.Add(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(seen[^1]).GetProperty("id").GetGuid();
    }

    private async Task<string> CodeAsync(Guid id)
    {
        await using var db = await console.Room<Microsoft.EntityFrameworkCore.IDbContextFactory<Core.Data.AppDb>>().CreateDbContextAsync(Ct);
        var row = (await db.Verifications.FindAsync([id], Ct))!;
        return (await console.Room<OneTimeCodes>().OpenAsync(Ct)).Code(row.Id, row.SubjectKey, row.ContextHash, row.Digits);
    }
}
