using System.Diagnostics;

namespace SmsAdmin.Tests.Deployment;

/// <summary>The published program, made once by the Dockerfile's own command from nothing but what the Dockerfile copies.</summary>
public sealed class Publication : IAsyncLifetime
{
    private const string OrdinaryUser = "65534";

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("smsadmin-publish-");

    private string Source => Path.Combine(_place.FullName, "source");

    private string Output => Path.Combine(_place.FullName, "app");

    public async ValueTask InitializeAsync()
    {
        // An ordinary user has to come in later.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_place.FullName, (UnixFileMode)0b111_101_101);
        var dockerfile = Dockerfile.Read();
        foreach (var (source, target) in dockerfile.Copies) await CopyAsync(source, target);
        var command = dockerfile.PublishCommand.Replace("/app", Output, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // The analyzers have judged these sources when the tests were built.
        var (code, said) = await StartedProgram.RunAsync(command[0], command[1..], Source, new Dictionary<string, string> { ["RunAnalyzers"] = "false" });
        Assert.True(code == 0, said);
    }

    /// <summary>Starts it as the container would: Production, an ordinary user, a working directory of its own.</summary>
    internal Task<StartedProgram> StartAsync(IDictionary<string, string>? settings = null)
    {
        var storage = _place.CreateSubdirectory($"data-{Guid.NewGuid():N}");
        var entrypoint = Dockerfile.Read().Entrypoint;
        Assert.Equal("dotnet", entrypoint[0]);
        string[] command = ["dotnet", Path.Combine(Output, entrypoint[1])];
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Storage__Directory"] = storage.FullName,
            ["HOME"] = storage.FullName,
        };
        if (!Environment.IsPrivilegedProcess)
            return StartedProgram.StartAsync(command[0], command[1..], storage.FullName, StartedProgram.FreeAddress(), environment, "listens on");

        Process.Start("chown", [OrdinaryUser, storage.FullName]).WaitForExit();
        string[] dropped = ["--reuid", OrdinaryUser, "--regid", OrdinaryUser, "--clear-groups", .. command];
        return StartedProgram.StartAsync("setpriv", dropped, storage.FullName, StartedProgram.FreeAddress(), environment, "listens on");
    }

    /// <summary>The health verb of the published program.</summary>
    internal Task<(int Code, string Said)> HealthAsync(Uri address)
    {
        var verb = Dockerfile.Read().HealthCommand;
        return StartedProgram.RunAsync(verb[0], [Path.Combine(Output, verb[1]), verb[2], address.AbsoluteUri], _place.FullName);
    }

    public ValueTask DisposeAsync()
    {
        _place.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    // As the engine does: what git does not know and what .dockerignore names stays out.
    private async Task CopyAsync(string source, string target)
    {
        var (code, listed) = await StartedProgram.RunAsync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", source], Repository.Root);
        Assert.True(code == 0 && listed.Trim().Length > 0, $"COPY {source}: there is no such source.\n{listed}");
        foreach (var file in listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Repository.Path(file))))
        {
            var to = Path.Combine(Source, target, source.EndsWith('/') ? Path.GetRelativePath(source, file) : Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(Repository.Path(file), to);
        }
    }
}
