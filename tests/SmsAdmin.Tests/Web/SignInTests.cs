using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web;

public sealed class SignInTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unknown_wrong_locked_and_disabled_are_told_the_same()
    {
        var (_, locked) = await console.AddUserAsync(Roles.Support, Ct);
        var (disabledId, disabled) = await console.AddUserAsync(Roles.Support, Ct);
        await console.Room<Users>().DisableAsync(disabledId, Actor.System("Test"), Ct);
        using var visitor = console.Visit();

        Assert.Equal(SignIns.Refusal, await RefusalAsync(visitor, "nobody@example.com", ConsoleHost.Password));
        for (var wrong = 0; wrong < 5; wrong++)
            Assert.Equal(SignIns.Refusal, await RefusalAsync(visitor, locked, "not the password"));

        Assert.Equal(SignIns.Refusal, await RefusalAsync(visitor, locked, ConsoleHost.Password));
        Assert.Equal(SignIns.Refusal, await RefusalAsync(visitor, disabled, ConsoleHost.Password));
        Assert.NotNull(Assert.Single(await console.Room<Users>().ListAsync(Ct), user => user.Email == locked).LockedUntil);
    }

    [Theory]
    [InlineData("?from=%2Faccount%3Fpassword%3Dchanged", "/account?password=changed")]
    [InlineData("?from=https%3A%2F%2Fevil.example", "/")]
    [InlineData("?from=%2F%2Fevil.example", "/")]
    [InlineData("?from=%2F%5Cevil.example", "/")]
    [InlineData("?from=%2F%09%2Fevil.example", "/")]
    [InlineData("", "/")]
    public async Task Only_a_path_of_our_own_is_followed_after_signing_in(string from, string leadsTo)
    {
        using var visitor = console.Visit();

        using var answer = await visitor.TrySignInAsync(ReadyConsole.AdminEmail, ConsoleHost.Password, Ct, from);

        Assert.Equal(leadsTo, visitor.Leads(answer));
        using var again = await visitor.GetAsync("/sign-in" + from, Ct);
        Assert.Equal(leadsTo, visitor.Leads(again));
    }

    [Fact]
    public async Task A_page_that_asks_for_a_sign_in_is_where_it_leads()
    {
        using var visitor = console.Visit();

        using var answer = await visitor.GetAsync("/account", Ct);

        Assert.Equal("/sign-in?from=%2Faccount", visitor.Leads(answer));
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        using var visitor = await console.SignedInAsync(Roles.Support, Ct);

        using var answer = await visitor.PostAsync("/account", "action=\"/sign-out\"", Ct);

        Assert.Equal("/sign-in", visitor.Leads(answer));
        using var account = await visitor.GetAsync("/account", Ct);
        Assert.Equal(HttpStatusCode.Redirect, account.StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_somebody_copied_opens_nothing_once_its_session_is_signed_out()
    {
        var (_, email) = await console.AddUserAsync(Roles.Support, Ct);
        var cookies = new CookieContainer();
        using var visitor = new Visitor(console.Address, new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies });
        await visitor.SignInAsync(email, ConsoleHost.Password, Ct);
        var copies = new CookieContainer();
        copies.Add(cookies.GetCookies(console.Address));
        using var thief = new Visitor(console.Address, new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = copies });
        await thief.ReadAsync("/account", Ct);
        using var elsewhere = console.Visit();
        await elsewhere.SignInAsync(email, ConsoleHost.Password, Ct);

        (await visitor.PostAsync("/account", "action=\"/sign-out\"", Ct)).Dispose();

        using var answer = await thief.GetAsync("/account", Ct);
        Assert.Equal("/sign-in?from=%2Faccount", thief.Leads(answer));
        // Another sign-in of the same person is another session.
        await elsewhere.ReadAsync("/account", Ct);
    }

    [Fact]
    public async Task A_session_is_over_twelve_hours_after_its_sign_in_whatever_is_done_meanwhile()
    {
        await using var alone = new ReadyConsole();
        await alone.InitializeAsync();
        using var visitor = await alone.AdminAsync(Ct);
        for (var hour = 1; hour < 12; hour++)
        {
            alone.Time.Advance(TimeSpan.FromHours(1));
            await visitor.ReadAsync("/account", Ct);
        }

        alone.Time.Advance(TimeSpan.FromHours(1));

        using var answer = await visitor.GetAsync("/account", Ct);
        Assert.Equal("/sign-in?from=%2Faccount", visitor.Leads(answer));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var visitor = await console.SignedInAsync(Roles.Admin, Ct);

        foreach (var path in (string[])["/sign-out", "/sign-in", "/users/new", "/account/password", "/settings"])
        {
            using var answer = await visitor.PostBlindAsync(path, Ct, ("_handler", "new-user"), ("Input.Name", "Mallory"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("This form does not count any more", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        await visitor.ReadAsync("/account", Ct);
    }

    [Fact]
    public async Task More_than_thirty_tries_a_minute_from_one_address_have_to_wait()
    {
        await using var busy = new ReadyConsole();
        await busy.InitializeAsync();
        using var visitor = busy.Visit();
        HttpStatusCode last = default;
        var says = "";
        for (var tries = 0; tries <= 30; tries++)
        {
            using var answer = await visitor.PostBlindAsync("/sign-in", Ct);
            last = answer.StatusCode;
            says = await answer.Content.ReadAsStringAsync(Ct);
            if (tries < 30) Assert.Equal(HttpStatusCode.BadRequest, last);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        Assert.Contains("Too many tries from this address", says, StringComparison.Ordinal);
        await visitor.ReadAsync("/sign-in", Ct);
    }

    [Fact]
    public async Task The_addresses_of_one_IPv6_household_have_their_tries_counted_together()
    {
        await using var busy = new ReadyConsole();
        await busy.InitializeAsync();
        using var visitor = busy.Visit();
        // A proxy on this machine is believed.
        for (var tries = 1; tries <= 30; tries++) Assert.Equal(HttpStatusCode.BadRequest, await TryFromAsync($"2001:db8:1:2::{tries:x}"));

        Assert.Equal(HttpStatusCode.TooManyRequests, await TryFromAsync("2001:db8:1:2:ffff::1"));
        Assert.Equal(HttpStatusCode.BadRequest, await TryFromAsync("2001:db8:1:3::1"));

        async Task<HttpStatusCode> TryFromAsync(string address)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([]), Headers = { { "X-Forwarded-For", address } } };
            using var answer = await visitor.SendAsync(request, Ct);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task What_is_typed_as_an_address_stands_in_the_audit_only_where_it_can_be_one()
    {
        using var visitor = console.Visit();
        var longer = new string('a', 250) + "@example.com";
        foreach (var typed in (string[])[longer, "four words make one", "two@lines.example\nfour words", "mallory@example.com"])
            (await visitor.TrySignInAsync(typed, "not the password", Ct)).Dispose();

        var told = (await console.Room<AuditLog>().ListAsync(new AuditFilter(), default, 4, Ct)).Rows.Select(row => row.Subject);
        Assert.Equal(["mallory@example.com", "Not an address", "Not an address", "Not an address"], told);
    }

    [Fact]
    public async Task The_way_to_the_sign_in_names_no_host_whatever_host_the_request_names()
    {
        using var visitor = console.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "X-Forwarded-Host", "evil.example.com" }, { "Accept", "text/html" } } };

        using var answer = await visitor.SendAsync(request, Ct);

        Assert.Equal("/sign-in?from=%2Faccount", answer.Headers.Location?.OriginalString);
    }

    private static async Task<string> RefusalAsync(Visitor visitor, string email, string password)
    {
        using var answer = await visitor.TrySignInAsync(email, password, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.DoesNotContain(password, html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", html, StringComparison.Ordinal);
        var begin = html.IndexOf("Not signed in</h2>", StringComparison.Ordinal);
        return html[(html.IndexOf("<p>", begin, StringComparison.Ordinal) + 3)..html.IndexOf("</p>", begin, StringComparison.Ordinal)];
    }
}
