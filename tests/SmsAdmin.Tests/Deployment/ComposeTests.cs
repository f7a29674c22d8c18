using System.Text.RegularExpressions;
using Npgsql;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Tests.Deployment;

/// <summary>docs/deploy/compose.yaml against the repository, the Dockerfile and what the program reads.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = File.ReadAllText(Repository.Path("docs/deploy/compose.yaml"));
    private static readonly string Proxy = File.ReadAllText(Repository.Path("docs/deploy/haproxy.cfg"));

    [Fact]
    public void It_builds_our_Dockerfile()
    {
        var context = Path.GetFullPath(Path.Combine(Repository.Path("docs/deploy"), Build().Match(Compose).Groups[1].Value));
        Assert.Equal(Path.GetFullPath(Repository.Root), context);
        Assert.True(File.Exists(Path.Combine(context, "Dockerfile")));
    }

    [Fact]
    public async Task Every_file_that_it_names_is_there_once_the_secrets_are_made()
    {
        var place = Directory.CreateTempSubdirectory("smsadmin-compose-");
        foreach (var file in Directory.EnumerateFiles(Repository.Path("docs/deploy"))) File.Copy(file, Path.Combine(place.FullName, Path.GetFileName(file)));
        var (code, said) = await StartedProgram.RunAsync(Path.Combine(place.FullName, "make-secrets"), [], place.FullName);
        Assert.True(code == 0, said);

        var named = Files().Matches(Compose).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(5, named.Count);
        Assert.All(named, file => Assert.True(File.Exists(Path.Combine(place.FullName, file)), file));
        Assert.Equal(32, Convert.FromBase64String((await File.ReadAllTextAsync(Path.Combine(place.FullName, "secrets/master.key"), TestContext.Current.CancellationToken)).Trim()).Length);
        var master = await File.ReadAllTextAsync(Path.Combine(place.FullName, "secrets/master.key"), TestContext.Current.CancellationToken);
        await StartedProgram.RunAsync(Path.Combine(place.FullName, "make-secrets"), [], place.FullName);
        Assert.Equal(master, await File.ReadAllTextAsync(Path.Combine(place.FullName, "secrets/master.key"), TestContext.Current.CancellationToken));
        place.Delete(recursive: true);
    }

    [Fact]
    public void Every_secret_that_is_used_is_mounted_and_every_one_that_is_mounted_is_declared()
    {
        var declared = Declared().Matches(Compose).Select(match => match.Groups[1].Value).Order().ToList();
        var mounted = Mounted().Matches(Compose).SelectMany(match => match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Distinct().Order().ToList();
        var used = Used().Matches(Compose + Proxy).Select(match => match.Groups[1].Value).Distinct().Order().ToList();
        Assert.Equal(declared, mounted);
        Assert.Equal(declared, used);
    }

    [Fact]
    public void The_program_reads_every_setting()
    {
        var instance = Compose[Compose.IndexOf("environment:", StringComparison.Ordinal)..Compose.IndexOf("secrets:", StringComparison.Ordinal)];
        var settings = Settings().Matches(instance).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Equal(
            ["ConnectionStrings__Postgres", "ForwardedHeaders__KnownProxies__0", KeyRingWrap.MasterKeyFileKey.Replace(":", "__", StringComparison.Ordinal), "PublicBaseUrl"],
            settings.Keys.Order(StringComparer.Ordinal));
        var server = new NpgsqlConnectionStringBuilder(settings["ConnectionStrings__Postgres"]);
        Assert.Equal(("postgres", "smsadmin", "smsadmin", "/run/secrets/pgpass"), (server.Host, server.Database, server.Username, server.Passfile));
        // Each is read by its name, somewhere.
        var sources = string.Concat(Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All((string[])["\"ForwardedHeaders:KnownProxies\"", "\"PublicBaseUrl\"", $"\"{KeyRingWrap.MasterKeyFileKey}\""], name => Assert.Contains(name, sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Addresses_and_ports_agree_with_the_proxy_and_the_image()
    {
        var image = File.ReadAllText(Repository.Path("Dockerfile"));
        var port = Regex.Match(image, @"Urls=http://\+:(\d+)").Groups[1].Value;
        var addresses = Addresses().Matches(Compose).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.Contains($"${{SMSADMIN_ONE-{addresses["one"]}:{port}}}", Proxy, StringComparison.Ordinal);
        Assert.Contains($"${{SMSADMIN_TWO-{addresses["two"]}:{port}}}", Proxy, StringComparison.Ordinal);
        Assert.Contains($"ForwardedHeaders__KnownProxies__0: {addresses["proxy"]}\n", Compose, StringComparison.Ordinal);
        Assert.Contains("ports: [\"80:8080\", \"443:8443\"]", Compose, StringComparison.Ordinal);
        Assert.Contains("${SMSADMIN_HTTP-:8080}", Proxy, StringComparison.Ordinal);
        Assert.Contains("${SMSADMIN_HTTPS-:8443}", Proxy, StringComparison.Ordinal);
        // The same health check as the image's own.
        Assert.Equal(string.Join(", ", Dockerfile.Read().HealthCommand), Regex.Match(Compose, @"test: \[CMD, (dotnet[^\]]*)\]").Groups[1].Value.Replace("\"", "", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^  build: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Build();

    [GeneratedRegex(@"(?:file: |volumes: \["")(\./[^:\s]+)")]
    private static partial Regex Files();

    [GeneratedRegex(@"^  (\S+):\n    file: ", RegexOptions.Multiline)]
    private static partial Regex Declared();

    [GeneratedRegex(@"secrets: \[([^\]]+)\]")]
    private static partial Regex Mounted();

    [GeneratedRegex(@"/run/secrets/([\w.]+)")]
    private static partial Regex Used();

    [GeneratedRegex(@"^    ([A-Za-z0-9_]+): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Settings();

    [GeneratedRegex(@"^  (\w+):\n(?:    .*\n|      .*\n)*?        ipv4_address: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Addresses();
}
