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
    public async Task A_key_made_on_the_page_is_rotated_there_with_an_overlap_used_as_the_page_says_and_revoked_at_once()
    {
        using var admin = await console.SignedInAsync(Roles.Admin, Ct);
        using var answer = await MakeAsync(admin, ("Input.Name", "Web shop"));
        var old = Key().Match(await answer.Content.ReadAsStringAsync(Ct)).Value;
        var row = Assert.Single(await console.Room<ApiKeys>().ListAsync(Ct), key => old.StartsWith(key.Prefix, StringComparison.Ordinal));

        using var rotated = await admin.PostAsync($"/api-keys/{row.Id}/rotate", "Hours", Ct, ("Hours", "24"));
        var renewed = Key().Match(await rotated.Content.ReadAsStringAsync(Ct)).Value;
        Assert.Contains("no-store", rotated.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(old, renewed);
        foreach (var key in (string[])[old, renewed])
        {
            using var read = await console.Caller(key).GetAsync($"/api/v1/messages/{Guid.Empty}", Ct);
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        }

        var guide = await admin.ReadAsync($"/api-keys/guide?key={row.Id}", Ct);
        Assert.Contains("Web shop", guide, StringComparison.Ordinal);
        Assert.Contains($"{console.Address.GetLeftPart(UriPartial.Authority)}/api/v1/messages", guide, StringComparison.Ordinal);
        Assert.DoesNotContain(renewed, guide, StringComparison.Ordinal);

        await console.Room<ApiKeys>().RevokeAsync(row.Id, TestRooms.Anna, Ct);
        foreach (var key in (string[])[old, renewed])
        {
            using var refused = await console.Caller(key).GetAsync($"/api/v1/messages/{Guid.Empty}", Ct);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task A_form_that_is_posted_again_says_that_its_key_is_made_shows_no_key_and_leads_on()
    {
        using var admin = await console.SignedInAsync(Roles.Admin, Ct);
        var form = ("Input.FormId", Guid.CreateVersion7().ToString());
        // Refused first: the form that comes back is the same one.
        using (var refused = await MakeAsync(admin, form, ("Input.Name", "")))
            Assert.Contains($"value=\"{form.Item2}\"", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var first = await MakeAsync(admin, form, ("Input.Name", "Twice"));
        using var second = await MakeAsync(admin, form, ("Input.Name", "Twice"));

        Assert.Matches(Key(), await first.Content.ReadAsStringAsync(Ct));
        var page = await second.Content.ReadAsStringAsync(Ct);
        Assert.Contains("This key is made already", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Key(), page);
        var row = Assert.Single(await console.Room<ApiKeys>().ListAsync(Ct), key => key.Name == "Twice");
        Assert.Contains($"href=\"/api-keys/{row.Id}/rotate\"", page, StringComparison.Ordinal);
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
