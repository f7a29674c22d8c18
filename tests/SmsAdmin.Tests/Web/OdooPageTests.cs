using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

/// <summary>Through the front door, to the sandbox's Odoos: each failure by its name with what to do, and nothing that nobody should see.</summary>
public sealed class OdooPageTests(OdooPageTests.SignedIn shared) : IClassFixture<OdooPageTests.SignedIn>
{
    private const string Admin = "ad00000000000000000000000000000000000001";
    private const string Expired = "e000000000000000000000000000000000000001";
    private const string Clerk = "c100000000000000000000000000000000000001";

    private readonly ReadyConsole _console = shared.Console;

    private readonly Visitor _admin = shared.Admin;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("17", "odoo", "admin", "mistyped-password", "Wrong login or key", "on its web page too")]
    [InlineData("17", "odoo", "secure", "secure", "Two-factor: API key needed", "Make an API key")]
    [InlineData("17", "odoo", "clerk", "clerk", "Not an administrator", "Administration: Settings")]
    [InlineData("17", "nope", "admin", "admin", "No such database", "case-sensitive")]
    [InlineData("17-multi", "", "admin", "admin", "No database chosen", "odoo, shop")]
    [InlineData("18", "nope", "admin", "admin", "No such database", "case-sensitive")]
    [InlineData("18", "odoo", "secure", "secure", "Two-factor: API key needed", "Make an API key")]
    [InlineData("19", "odoo", "admin", "admin", "API key needed", "takes API keys only")]
    [InlineData("19", "odoo", "admin", Expired, "Wrong login or key", "has expired")]
    [InlineData("19", "odoo", "clerk", Clerk, "Not an administrator", "Administration: Settings")]
    [InlineData("19", "nope", "admin", Admin, "No such database", "case-sensitive")]
    [InlineData("19-multi", "", "admin", Admin, "No database chosen", "Put the name of yours in")]
    [InlineData("19.1", "odoo", "secure", "secure", "Two-factor: API key needed", "Make an API key")]
    public async Task What_a_sign_in_fails_by_is_named(string server, string database, string login, string credential, string name, string hint)
    {
        var page = await AddedAsync(At(server), database, login, credential);

        Expect(page, name, hint, credential);
    }

    [Theory]
    [InlineData("""{"down": "503"}""", "Odoo is busy", "Nothing was changed")]
    [InlineData("""{"down": "abort"}""", "Cannot be reached", "firewall and proxy")]
    [InlineData("""{"redirect_to": "https://elsewhere.example/sso"}""", "Redirected", "https://elsewhere.example/sso")]
    [InlineData("""{"answer": {"status": 200, "content_type": "text/html", "body": "<h1>nginx</h1>"}}""", "Not Odoo", "without /web or /odoo")]
    [InlineData("""{"answer": {"status": 404, "content_type": "text/html", "body": "<h1>Not Found</h1>"}}""", "Not Odoo", "HTTP status 404")]
    public async Task What_a_server_fails_by_is_named(string settings, string name, string hint)
    {
        await SetAsync("18-multi", settings);
        try
        {
            Expect(await AddedAsync(At("18-multi"), "odoo", "admin", "admin-password"), name, hint, "admin-password");
        }
        finally
        {
            await SetAsync("18-multi", """{"down": null, "redirect_to": null, "answer": null}""");
        }
    }

    [Fact]
    public async Task Where_nothing_listens_and_where_the_certificate_is_not_trusted_is_named()
    {
        await using var stranger = await ScriptedServer.StartAsync(200, "{}", tls: true);

        Expect(await AddedAsync(ScriptedServer.DeadRoot(), "odoo", "admin", "admin-password"), "Cannot be reached", "Nothing listens", "admin-password");
        Expect(await AddedAsync(stranger.Root, "odoo", "admin", "admin-password"), "Certificate not trusted", "The key was not sent", "admin-password");
        Assert.Empty(stranger.Requests);
    }

    [Theory]
    [InlineData("17", "admin")]
    [InlineData("18", "admin")]
    [InlineData("19", Admin)]
    [InlineData("19.1", Admin)]
    public async Task Each_version_is_read_pushed_to_and_read_back(string server, string credential)
    {
        var id = await AddAsync(At(server), "odoo", "admin", credential);
        Assert.Contains("4 of 4 parameters differ", await _admin.ReadAsync($"/odoo?c={id}", Ct), StringComparison.Ordinal);

        Assert.IsType<PushOutcome.Done>(await _console.Room<ParameterPush>().PushAsync(id, TestRooms.Anna, Ct));

        var page = await _admin.ReadAsync($"/odoo?c={id}", Ct);
        Assert.Contains("All four parameters are the same", page, StringComparison.Ordinal);
        Assert.Contains($"{server.Replace("-multi", "", StringComparison.Ordinal)}{(server.Contains('.', StringComparison.Ordinal) ? "" : ".0")} Community", page, StringComparison.Ordinal);
        Assert.Contains("read back", page, StringComparison.Ordinal);
        Assert.DoesNotContain("token-us", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("19", "ipai_sms_gateway", false, "Odoo will not install")]
    [InlineData("19", "sms", true, "was installed before")]
    [InlineData("19", "auth_totp_sms", false, "Odoo knows no module named auth_totp_sms")]
    [InlineData("18", "ipai_sms_gateway", false, "ir_cron.xml does not fit this Odoo")]
    [InlineData("19", "sms_twilio", true, "is installed")]
    public async Task An_installation_is_told_as_the_state_says(string server, string module, bool isDone, string says)
    {
        var id = await AddAsync(At(server), "odoo", "admin", server == "19" ? Admin : "admin");

        var job = await _console.Room<Modules>().InstallAsync(id, module, TestRooms.Anna, Ct);

        Assert.True(isDone == job.IsDone, $"{job.Title} {job.Says}");
        Assert.Contains(says, $"{job.Title} {job.Says}", StringComparison.Ordinal);
        Assert.DoesNotContain("/usr/lib", job.Title + job.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_traceback_of_Odoos_answer_reaches_no_page_no_row_and_no_line_of_the_log()
    {
        const string traceback = "Traceback (most recent call last)";
        using (var http = new HttpClient())
        using (var call = new StringContent("""{"params":{"service":"common","method":"authenticate","args":["nope","admin","admin",{}]}}""", System.Text.Encoding.UTF8, "application/json"))
        using (var answer = await http.PostAsync(new Uri(At("18") + "/jsonrpc"), call, Ct))
            Assert.Contains(traceback, await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var nope = await AddAsync(At("18"), "nope", "admin", "admin");
        var broken = await AddAsync(At("18"), "odoo", "admin", "admin");
        Assert.False((await _console.Room<Modules>().InstallAsync(broken, "ipai_sms_gateway", TestRooms.Anna, Ct)).IsDone);

        foreach (var path in (string[])[$"/odoo?c={nope}", $"/odoo?c={broken}", "/audit"])
            Assert.DoesNotContain(traceback, await _admin.ReadAsync(path, Ct), StringComparison.Ordinal);
        Assert.Empty(Leaks.Of(traceback, new DirectoryInfo(_console.Storage).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock")));
    }

    [Theory]
    [InlineData("17-multi", "admin")]
    [InlineData("19.1-multi", Admin)]
    public async Task A_busy_Odoo_installs_nothing_and_says_so(string server, string credential)
    {
        var id = await AddAsync(At(server), "odoo", "admin", credential);
        await SetAsync(server, """{"busy": true}""");

        var job = await _console.Room<Modules>().InstallAsync(id, "calendar", TestRooms.Anna, Ct);

        Assert.False(job.IsDone);
        Assert.Contains("Odoo is busy", job.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_refused_in_the_form_and_audited()
    {

        using var answer = await PostAsync("http://169.254.169.254", "a-key-to-hide");

        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));
        Assert.Contains("SmsAdmin calls none of these", page, StringComparison.Ordinal);
        Assert.DoesNotContain("a-key-to-hide", page, StringComparison.Ordinal);
        Assert.Contains("Was refused an Odoo address", await _admin.ReadAsync("/audit", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_stores_tests_and_leads_to_the_database()
    {
        using var answer = await PostAsync(At("19"), Admin);

        var leads = _admin.Leads(answer);
        Assert.StartsWith("/odoo?c=", leads, StringComparison.Ordinal);
        Assert.Contains("over JSON-2", await _admin.ReadAsync(leads!, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_database_whose_SMS_come_here_is_read_anew_and_its_form_says_what_another_Odoo_would_mean()
    {
        var id = await AddAsync(At("19"), "odoo", "admin", Admin);
        Assert.Equal(new SwitchOutcome.Done(), await _console.Room<NativeSwitch>().OnAsync(id, TestRooms.Anna, Ct));
        var view = (await _console.Room<Connections>().FindAsync(id, Ct))!;
        Assert.Contains("Before you put another Odoo in here, switch that off", await _admin.ReadAsync($"/odoo/{id}/edit", Ct), StringComparison.Ordinal);

        using var answer = await _admin.PostAsync(
            $"/odoo/{id}/edit", "Input.Url", Ct, ("Input.Name", view.Name), ("Input.Url", view.Url), ("Input.AllowsPrivateHost", "true"), ("Input.Database", ""),
            ("Input.Login", "admin"), ("Input.Credential", ""), ("Input.PlanId", view.PlanId.ToString()));

        Assert.Null((await _console.Room<Connections>().FindAsync(id, Ct))!.Database);
        Assert.Equal((true, true), await _console.Room<NativeLog>().FindAsync(id, Ct) is { } native ? (native.IsOn, native.IsSetThere) : default);
    }

    [Fact]
    public async Task A_token_that_an_Odoo_has_too_is_replaced_by_a_job_whose_page_says_why_the_old_one_stays()
    {
        await AddAsync(At("18"), "odoo", "admin", "admin");
        var plan = (await _console.Room<Plans>().ListAsync(Ct))[0];

        using var answer = await _admin.PostAsync($"/credentials/{plan.Id}/token", "Input.Token", Ct, ("Input.Token", "a-token-that-Sinch-refuses"));

        var leads = _admin.Leads(answer);
        Assert.StartsWith("/odoo/rotations/", leads, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await _admin.ReadAsync(leads!, Ct)).Contains($"The old token of {plan.Name} was kept", StringComparison.Ordinal), () => Task.FromResult("The job does not end."));
        Assert.Contains("Nothing was changed, here or in Odoo", await _admin.ReadAsync(leads!, Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sees_and_changes_nothing()
    {
        using var visitor = await _console.SignedInAsync(Roles.Operator, Ct);

        var page = await visitor.ReadAsync("/odoo", Ct);

        Assert.DoesNotContain("Add a database</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Push ours to Odoo<", page, StringComparison.Ordinal);
    }

    private string At(string server) => new Uri(_console.Address, $"/sandbox/odoo/{server}").AbsoluteUri;

    private async Task SetAsync(string server, string settings)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri($"{At(server)}/control/settings"), new StringContent(settings, System.Text.Encoding.UTF8, "application/json"), Ct);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> AddedAsync(string url, string database, string login, string credential)
    {
        var id = await AddAsync(url, database, login, credential);
        return await _admin.ReadAsync($"/odoo?c={id}", Ct);
    }

    // As the form's page does it; forms take thirty posts a minute from one address.
    private async Task<Guid> AddAsync(string url, string database, string login, string credential)
    {
        var plan = (await _console.Room<Plans>().ListAsync(Ct))[0];
        var draft = new ConnectionDraft($"odoo-{Guid.NewGuid():N}", url, database, login, true, plan.Id);
        var saved = Assert.IsType<ConnectionOutcome.Saved>(await _console.Room<ConnectionEditing>().AddAsync(draft, credential, TestRooms.Anna, Ct));
        await _console.Room<OdooLook>().TestAsync(saved.Id, Ct);
        return saved.Id;
    }

    private async Task<HttpResponseMessage> PostAsync(string url, string credential)
    {
        var page = await _admin.ReadAsync("/odoo/new", Ct);
        var plan = page.Split("<option value=\"")[1].Split('"')[0];
        return await _admin.PostAsync(
            "/odoo/new", "Input.Url", Ct, ("Input.Name", $"odoo-{Guid.NewGuid():N}"), ("Input.Url", url), ("Input.AllowsPrivateHost", "true"), ("Input.Database", "odoo"),
            ("Input.Login", "admin"), ("Input.Credential", credential), ("Input.PlanId", plan));
    }

    private static void Expect(string page, string name, string hint, string secret)
    {
        Assert.Contains($"<h2>{name}</h2>", page, StringComparison.Ordinal);
        Assert.Contains(hint, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Traceback", page, StringComparison.Ordinal);
        if (secret.Length > 12) Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
    }

    /// <summary>One console and one session for all of them.</summary>
    public sealed class SignedIn : IAsyncLifetime
    {
        public ReadyConsole Console { get; } = new();

        public Visitor Admin { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Console.InitializeAsync();
            Admin = await Console.AdminAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            Admin.Dispose();
            await Console.DisposeAsync();
        }
    }
}
