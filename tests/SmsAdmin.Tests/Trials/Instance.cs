using System.Globalization;
using SmsAdmin.Tests.Deployment;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials;

/// <summary>One instance of the real program, a process of its own on a port of its own, which is killed and started anew.</summary>
internal sealed class Instance(TestRooms rooms, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private StartedProgram? _program;

    public Uri Address { get; } = StartedProgram.FreeAddress();

    /// <summary>Returns once it listens.</summary>
    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Sandbox__Enabled"] = "false",
            ["DOTNET_hostBuilder__reloadConfigOnChange"] = "false",
        };
        foreach (var (key, value) in rooms.Storage.Concat(settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))))
            environment[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        _program = await StartedProgram.StartAsync("dotnet", [Program()], rooms.Directory.FullName, Address, environment, "SmsAdmin listens on");
    }

    /// <summary>SIGKILL: it gets no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        if (_program is not null) await _program.DisposeAsync();
        _program = null;
    }

    public string Said => _program?.Said ?? "";

    /// <inheritdoc cref="StartedProgram.PeakMemory"/>
    public long PeakMemory => _program?.PeakMemory ?? 0;

    public async ValueTask DisposeAsync() => await KillAsync();

    // Built beside these tests, in the same configuration.
    private static string Program()
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        return Repository.Path(string.Create(CultureInfo.InvariantCulture, $"src/SmsAdmin.Web/bin/{built.Parent!.Name}/{built.Name}/SmsAdmin.Web.dll"));
    }
}
