using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

public sealed class UserPagesTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private const string First = "chosen by the administrator";
    private static readonly Actor Tester = Actor.System("Test");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_user_sees_nothing_until_they_have_a_password_of_their_own()
    {
        using var admin = await console.AdminAsync(Ct);
        using (var added = await admin.PostAsync("/users/new", "Input.Email", Ct, ("Input.Name", "Bo Ek"), ("Input.Email", "bo@example.com"), ("Input.Role", Roles.Operator), ("Input.Password", First)))
            Assert.Equal("/users", admin.Leads(added));

        using var bo = console.Visit();
        await bo.SignInAsync("bo@example.com", First, Ct);
        using (var anywhere = await bo.GetAsync("/account", Ct))
            Assert.Equal("/account/password", bo.Leads(anywhere));
        using (var post = await bo.PostBlindAsync("/settings", Ct))
            Assert.Equal("/account/password", bo.Leads(post));
        Assert.Contains("Somebody else knows your password", await bo.ReadAsync("/account/password", Ct), StringComparison.Ordinal);
        Assert.Contains("id=\"current-fault\"", await ChangeAsync(bo, "not the first", ConsoleHost.Password), StringComparison.Ordinal);
        Assert.Contains("Choose another", await ChangeAsync(bo, First, First), StringComparison.Ordinal);
        Assert.Contains("id=\"password-fault\"", await ChangeAsync(bo, First, "short"), StringComparison.Ordinal);

        Assert.Equal("", await ChangeAsync(bo, First, ConsoleHost.Password));

        Assert.Contains("bo@example.com", await bo.ReadAsync("/account", Ct), StringComparison.Ordinal);
        Assert.Equal(["user.password-changed", "sign-in.done", "user.added"], await AuditedAsync("bo@example.com"));
    }

    [Fact]
    public async Task A_form_that_is_refused_keeps_all_but_the_password_and_says_why_beside_the_field()
    {
        using var admin = await console.AdminAsync(Ct);

        using var answer = await admin.PostAsync(
            "/users/new", "Input.Email", Ct, ("Input.Name", "Another Anna"), ("Input.Email", ReadyConsole.AdminEmail), ("Input.Role", Roles.Operator), ("Input.Password", First));

        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Contains("value=\"Another Anna\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Operator\" checked", html, StringComparison.Ordinal);
        Assert.DoesNotContain(First, html, StringComparison.Ordinal);
        Assert.Single(html.Split("Somebody with this address is here already."), part => part.Contains("id=\"email-fault\"", StringComparison.Ordinal));
        Assert.Equal(2, html.Split("Somebody with this address is here already.").Length);
    }

    [Fact]
    public async Task A_reset_password_ends_the_sessions_and_has_to_be_changed()
    {
        var (id, email) = await console.AddUserAsync(Roles.Support, Ct);
        using var user = console.Visit();
        await user.SignInAsync(email, ConsoleHost.Password, Ct);
        using var admin = await console.AdminAsync(Ct);

        using (var reset = await admin.PostAsync($"/users/{id}/password", "Input.Password", Ct, ("Input.Password", First)))
            Assert.Equal("/users", admin.Leads(reset));

        await AssertEndedAsync(user);
        await user.SignInAsync(email, First, Ct);
        using var anywhere = await user.GetAsync("/account", Ct);
        Assert.Equal("/account/password", user.Leads(anywhere));
    }

    [Fact]
    public async Task Another_role_and_a_disabled_account_end_the_sessions_at_once()
    {
        var users = console.Room<Users>();
        var (id, email) = await console.AddUserAsync(Roles.Admin, Ct);
        using var user = console.Visit();
        await user.SignInAsync(email, ConsoleHost.Password, Ct);
        await user.ReadAsync("/settings", Ct);

        await users.ChangeRoleAsync(id, Roles.Support, Tester, Ct);
        await AssertEndedAsync(user);
        await user.SignInAsync(email, ConsoleHost.Password, Ct);
        using (var settings = await user.GetAsync("/settings", Ct)) Assert.Equal(HttpStatusCode.Forbidden, settings.StatusCode);

        await users.DisableAsync(id, Tester, Ct);
        await AssertEndedAsync(user);
        Assert.Equal(["user.disabled", "sign-in.done", "user.role-changed"], (await AuditedAsync(email)).Take(3));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        await using var alone = new ReadyConsole();
        await alone.InitializeAsync();
        var users = alone.Room<Users>();

        Assert.Contains("only administrator", Fault(await users.ChangeRoleAsync(alone.AdminId, Roles.Support, Tester, Ct)), StringComparison.Ordinal);
        Assert.Contains("only administrator", Fault(await users.DisableAsync(alone.AdminId, Tester, Ct)), StringComparison.Ordinal);
        var (second, _) = await alone.AddUserAsync(Roles.Admin, Ct);
        await users.DisableAsync(second, Tester, Ct);

        Assert.Contains("only administrator", Fault(await users.ChangeRoleAsync(alone.AdminId, Roles.Support, Tester, Ct)), StringComparison.Ordinal);
        await users.EnableAsync(second, Tester, Ct);
        Assert.IsType<AccountOutcome.Done>(await users.ChangeRoleAsync(alone.AdminId, Roles.Support, Tester, Ct));
    }

    [Fact]
    public async Task A_user_that_is_not_there_has_no_password_to_reset()
    {
        using var admin = await console.AdminAsync(Ct);

        using var answer = await admin.GetAsync($"/users/{Guid.Empty}/password", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_limits_of_new_plans_are_checked_stored_and_audited()
    {
        using var admin = await console.AdminAsync(Ct);
        using (var refused = await admin.PostAsync("/settings", "Input.PerSecond", Ct, ("Input.PerSecond", "many"), ("Input.TrialPerDay", "0"), ("Input.ProductionPerMonth", "")))
        {
            var html = await refused.Content.ReadAsStringAsync(Ct);
            Assert.Contains("id=\"perSecond-fault\"", html, StringComparison.Ordinal);
            Assert.Contains("value=\"many\"", html, StringComparison.Ordinal);
        }

        using (var stored = await admin.PostAsync("/settings", "Input.PerSecond", Ct, ("Input.PerSecond", "25"), ("Input.TrialPerDay", "1,000"), ("Input.ProductionPerMonth", "")))
            Assert.Equal(HttpStatusCode.Redirect, stored.StatusCode);

        Assert.Contains("value=\"25\"", await admin.ReadAsync("/settings", Ct), StringComparison.Ordinal);
        var audit = await admin.ReadAsync("/audit?q=limits", Ct);
        Assert.Contains("Changed the limits of new plans", audit, StringComparison.Ordinal);
        Assert.Contains("1,000", audit, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", audit, StringComparison.Ordinal);
    }

    private static async Task AssertEndedAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/account", Ct);
        Assert.Equal("/sign-in?from=%2Faccount", visitor.Leads(answer));
    }

    private async Task<string[]> AuditedAsync(string email) =>
        [.. (await console.Room<AuditLog>().ListAsync(new AuditFilter(email), default, 10, Ct)).Rows.Select(row => row.Action)];

    // The page as it answers, or nothing when it led on.
    private static async Task<string> ChangeAsync(Visitor visitor, string current, string next)
    {
        using var answer = await visitor.PostAsync("/account/password", "Input.Current", Ct, ("Input.Current", current), ("Input.Next", next));
        return answer.StatusCode == HttpStatusCode.OK ? WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct)) : "";
    }

    private static string Fault(AccountOutcome outcome) => Assert.IsType<AccountOutcome.Refused>(outcome).Faults[0].Says;
}
