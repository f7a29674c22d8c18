using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmsAdmin.Tests.Deployment;

/// <summary>README's run command, from another directory.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Dotnet_run_says_the_address_and_the_set_up_code_and_serves_the_root_wwwroot()
    {
        var elsewhere = Directory.CreateTempSubdirectory("smsadmin-run-");
        var settings = new Dictionary<string, string> { ["Storage__Directory"] = elsewhere.FullName };
        string[] run = ["run", "--no-build", "--project", Repository.Path("src/SmsAdmin.Web")];
        await using (var program = await StartedProgram.StartAsync("dotnet", run, elsewhere.FullName, StartedProgram.FreeAddress(), settings, "set-up code"))
        {
            Assert.Matches(new Regex($@"Open {Regex.Escape(program.Address.AbsoluteUri)}setup and enter this set-up code: [A-Z0-9]{{4}}-[A-Z0-9]{{4}}"), program.Said);
            using var http = new HttpClient { BaseAddress = program.Address };
            var ct = TestContext.Current.CancellationToken;
            Assert.Contains("--accent", await http.GetStringAsync("app.css", ct), StringComparison.Ordinal);
            var page = await http.GetStringAsync("setup", ct);
            var fingerprinted = Regex.Match(page, @"href=""(app\.[a-z0-9]+\.css)""").Groups[1].Value;
            Assert.Contains("--accent", await http.GetStringAsync(fingerprinted, ct), StringComparison.Ordinal);
        }

        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void Without_settings_it_listens_on_port_5080_of_this_machine()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Repository.Path("appsettings.json")));
        Assert.Equal("http://localhost:5080", settings.RootElement.GetProperty("Urls").GetString());
    }
}
