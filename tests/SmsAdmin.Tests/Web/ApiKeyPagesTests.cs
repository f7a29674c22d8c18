using System.Net;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

public sealed partial class ApiKeyPagesTests(ApiConsole console) : IClassFixture<ApiConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_made_on_the_page_is_shown_once_kept_by_no_cache_and_works()
    {
        using var admin = await console.SignedInAsync(Roles.Admin, Ct);
        using var answer = await MakeAsync(admin, ("Input.Name", "Odoo production"), ("Input.Days", "90"));

        var page = await answer.Content.ReadAsStringAsync(Ct);
        var key = Key().Match(page).Value;
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("none", Circuit().Match(page).Groups[1].Value);
        using (var read = await console.Caller(key).GetAsync($"/api/v1/messages/{Guid.Empty}", Ct)) Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);

        var list = await admin.ReadAsync("/api-keys", Ct);
        Assert.Contains("Odoo production", list, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list + await admin.ReadAsync("/api-keys/new", Ct) + await admin.ReadAsync("/audit", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_what_was_typed_and_makes_no_key()
    {
        using var admin = await console.SignedInAsync(Roles.Admin, Ct);
        var before = (await console.Room<ApiKeys>().ListAsync(Ct)).Count;
        using var answer = await MakeAsync(admin, ("Input.Name", " "), ("Input.Days", "365"));

        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Contains("id=\"name-fault\"", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"365\" selected", page, StringComparison.Ordinal);
        Assert.Equal(before, (await console.Room<ApiKeys>().ListAsync(Ct)).Count);
    }

    private async Task<HttpResponseMessage> MakeAsync(Visitor admin, params (string Name, string Value)[] fields)
    {
        var answer = await admin.PostAsync("/api-keys/new", "Input.Name", Ct, [("Input.PlanId", console.PlanId.ToString()), ("Input.Scopes", "messages:read"), .. fields]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    [GeneratedRegex("sms_live_[a-z2-9]{8}_[A-Za-z0-9]{40}")]
    private static partial Regex Key();

    [GeneratedRegex("data-circuit=\"([a-z]+)\"")]
    private static partial Regex Circuit();
}
