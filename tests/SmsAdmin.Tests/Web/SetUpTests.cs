using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

public sealed class SetUpTests(SetUpTests.FreshConsole console) : IClassFixture<SetUpTests.FreshConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_install_leads_to_its_set_up_which_works_once_and_only_with_the_code()
    {
        using var visitor = console.Visit();
        using (var signIn = await visitor.GetAsync("/sign-in", Ct))
            Assert.Equal("/setup", visitor.Leads(signIn));

        var refused = await SayAsync(await SetUpAsync(visitor, "AAAA-BBBB", "anna@example.com", ConsoleHost.Password));
        Assert.Contains("This is not the set-up code", refused, StringComparison.Ordinal);
        Assert.Contains("anna@example.com", refused, StringComparison.Ordinal);
        Assert.DoesNotContain(ConsoleHost.Password, refused, StringComparison.Ordinal);

        var code = console.Room<FirstRun>().Code;
        var weak = await SayAsync(await SetUpAsync(visitor, code, "anna@example.com", "short"));
        Assert.Contains("id=\"password-fault\"", weak, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"code-fault\"", weak, StringComparison.Ordinal);

        using (var done = await SetUpAsync(visitor, code, "anna@example.com", ConsoleHost.Password))
            Assert.Equal((HttpStatusCode.Redirect, "/"), (done.StatusCode, visitor.Leads(done)));
        Assert.Contains("anna@example.com", await visitor.ReadAsync("/account", Ct), StringComparison.Ordinal);

        using var second = console.Visit();
        using (var closed = await second.GetAsync("/setup", Ct))
            Assert.Equal("/sign-in", second.Leads(closed));
        using (var again = await second.PostAsync("/sign-in", "Input.Email", Ct)) Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var audit = await console.Room<AuditLog>().ListAsync(new AuditFilter("user.added"), default, 10, Ct);
        Assert.Equal("127.0.0.1", Assert.Single(audit.Rows).FromAddress);
    }

    private static Task<HttpResponseMessage> SetUpAsync(Visitor visitor, string code, string email, string password) => visitor.PostAsync(
        "/setup", "Input.Code", Ct, ("Input.Code", code), ("Input.Name", "Anna Lind"), ("Input.Email", email), ("Input.Password", password));

    private static async Task<string> SayAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    public sealed class FreshConsole : ConsoleHost;
}

public sealed class FirstRunTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_set_ups_at_once_make_one_administrator()
    {
        await using var console = await StartAsync(TimeProvider.System);
        var firstRun = console.Room<FirstRun>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(
            () => firstRun.CompleteAsync(firstRun.Code, $"anna{number}@example.com", "Anna Lind", ConsoleHost.Password, null, Ct), Ct)));

        Assert.Single(outcomes.OfType<AccountOutcome.Done>());
        Assert.Equal(Roles.Admin, Assert.Single(await console.Room<Users>().ListAsync(Ct)).Role);
        Assert.All(outcomes.OfType<AccountOutcome.Refused>(), refused => Assert.Contains("already set up", refused.Faults[0].Says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_wrong_codes_pause_the_set_up_for_a_minute_even_for_the_right_one()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var console = await StartAsync(clock);
        var firstRun = console.Room<FirstRun>();
        for (var wrong = 0; wrong < 5; wrong++)
            Assert.Contains("not the set-up code", await SaysAsync(firstRun, "AAAA-BBBB"), StringComparison.Ordinal);

        Assert.Contains("Too many wrong codes", await SaysAsync(firstRun, firstRun.Code), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await SaysAsync(firstRun, firstRun.Code.ToLowerInvariant()));
    }

    private static async Task<string?> SaysAsync(FirstRun firstRun, string code) =>
        await firstRun.CompleteAsync(code, "anna@example.com", "Anna Lind", ConsoleHost.Password, null, Ct) is AccountOutcome.Refused refused
            ? refused.Faults[0].Says
            : null;

    private static async Task<ConsoleHost> StartAsync(TimeProvider clock)
    {
        var console = new ConsoleHost { Clock = clock };
        await console.InitializeAsync();
        return console;
    }
}
