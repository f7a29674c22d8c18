using System.Net;
using Microsoft.Data.Sqlite;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Deployment;

public sealed class DockerfileTests(Publication publication) : IClassFixture<Publication>
{
    private const string Password = "correct horse battery";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Everything_that_is_copied_exists()
    {
        var dockerfile = Dockerfile.Read();
        Assert.NotEmpty(dockerfile.Copies);
        Assert.All(dockerfile.Copies, copy => Assert.True(Path.Exists(Repository.Path(copy.Source)), copy.Source));
    }

    [Fact]
    public void It_runs_as_an_ordinary_user_with_a_volume_for_what_must_survive()
    {
        var dockerfile = Dockerfile.Read();
        Assert.Equal("$APP_UID", dockerfile.User);
        Assert.Equal("/data", dockerfile.Volume);
    }

    [Fact]
    public async Task What_its_publish_command_makes_starts_as_an_ordinary_user_and_the_health_verb_answers()
    {
        await using var program = await publication.StartAsync();
        var (code, said) = await publication.HealthAsync(program.Address);
        Assert.Equal((0, true), (code, said.Contains("ready", StringComparison.Ordinal)));
        Assert.Equal(1, (await publication.HealthAsync(StartedProgram.FreeAddress())).Code);
    }

    [Fact]
    public async Task In_production_there_is_no_sandbox_even_for_an_administrator()
    {
        await using var program = await StartWithAnnaAsync();
        using var anna = await SignInAsync(program);
        await anna.ReadAsync("/", Ct);
        foreach (var path in (string[])["/sandbox", "/sandbox/ledger", "/sandbox/handset/12015550100", "/sandbox/sinch/us/xms/v1/sandbox-us/batches", "/sandbox/control/plans"])
        {
            using var answer = await anna.GetAsync(path, Ct);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task In_production_a_fault_of_ours_is_a_plain_page_and_its_trace_is_in_the_log_alone()
    {
        await using var program = await StartWithAnnaAsync();
        using var anna = await SignInAsync(program);
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(program.Directory, "smsadmin.db")};Pooling=False"))
        {
            await database.OpenAsync(Ct);
            await using var command = database.CreateCommand();
            command.CommandText = "DROP TABLE \"Audit\"";
            await command.ExecuteNonQueryAsync(Ct);
        }

        using var broken = await anna.GetAsync("/audit", Ct);
        var shown = await broken.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.InternalServerError, broken.StatusCode);
        Assert.Contains("Something broke here", shown, StringComparison.Ordinal);
        Assert.All(["SqliteException", "no such table", "   at "], trace => Assert.DoesNotContain(trace, shown, StringComparison.Ordinal));
        Assert.Contains("no such table", program.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_over_plain_http_a_page_says_that_tls_is_needed_and_programs_are_answered()
    {
        await using var program = await StartWithAnnaAsync();
        using var visitor = new Visitor(program.Address);
        using var page = await visitor.GetAsync("/sign-in", Ct);
        using var form = await visitor.PostBlindAsync("/sign-in", Ct, ("Input.Email", "anna@example.com"), ("Input.Password", Password));
        foreach (var answer in (HttpResponseMessage[])[page, form])
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("This console needs TLS", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }

        using var health = await visitor.GetAsync("/health/ready", Ct);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task In_production_behind_a_proxy_the_answers_are_hardened()
    {
        await using var program = await StartWithAnnaAsync();
        using var visitor = new Visitor(program.Address, new TlsProxy());
        using var page = await visitor.GetAsync("/sign-in", Ct);
        page.EnsureSuccessStatusCode();
        Assert.StartsWith("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        var csp = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", csp, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", csp, StringComparison.Ordinal);
        Assert.Equal("DENY", page.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("<script>", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_program_serves_its_assets()
    {
        await using var program = await publication.StartAsync();
        using var http = new HttpClient { BaseAddress = program.Address };
        foreach (var path in (string[])["app.css", "app.js", "favicon.svg", "SmsAdmin.Web.styles.css", "_content/MudBlazor/MudBlazor.min.css", "_framework/blazor.web.js"])
            Assert.NotEmpty(await http.GetByteArrayAsync(path, Ct));
    }

    private Task<StartedProgram> StartWithAnnaAsync() => publication.StartAsync(new Dictionary<string, string>
    {
        ["SMSADMIN_ADMIN_EMAIL"] = "anna@example.com",
        ["SMSADMIN_ADMIN_PASSWORD"] = Password,
    });

    private static async Task<Visitor> SignInAsync(StartedProgram program)
    {
        var anna = new Visitor(program.Address, new TlsProxy());
        await anna.SignInAsync("anna@example.com", Password, Ct);
        return anna;
    }
}
