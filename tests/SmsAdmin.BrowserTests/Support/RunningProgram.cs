using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>The program itself, started as its users start it, on a free port and with storage of its own.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _ownsStorage;
    private Process _process = null!;

    private RunningProgram(DirectoryInfo storage, bool ownsStorage) => (Storage, _ownsStorage) = (storage, ownsStorage);

    public DirectoryInfo Storage { get; }

    /// <summary>As the program announced it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Everything that the program wrote to its console.</summary>
    public string Console => string.Join('\n', _lines);

    /// <param name="storage">The storage of an earlier run, to start on it again; a new one that goes with the program otherwise.</param>
    /// <param name="settings">Environment variables.</param>
    public static Task<RunningProgram> StartAsync(CancellationToken ct, DirectoryInfo? storage = null, params (string Name, string Value)[] settings) =>
        StartAsync([], storage, settings, ct);

    /// <summary>The sandbox alone.</summary>
    public static Task<RunningProgram> SandboxAsync(CancellationToken ct) => StartAsync(["sandbox"], null, [], ct);

    private static async Task<RunningProgram> StartAsync(string[] verb, DirectoryInfo? storage, (string Name, string Value)[] settings, CancellationToken ct)
    {
        var place = storage ?? Directory.CreateTempSubdirectory("smsadmin-browser-");
        var start = new ProcessStartInfo("dotnet", [Built.Program, .. verb, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Nothing of the repository lies here, as on a stranger's machine.
            WorkingDirectory = place.FullName,
        };
        foreach (var foreign in start.Environment.Keys.Where(name => name.StartsWith("SINCH_", StringComparison.Ordinal) || name.StartsWith("SMSADMIN_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(foreign);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Storage__Directory"] = place.FullName;
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var program = new RunningProgram(place, storage is null);
        await program.LaunchAsync(start, ct);
        return program;
    }

    /// <summary>Kills it where it stands and starts it anew, at the same address and on the same storage.</summary>
    public async Task KillAndStartAgainAsync(CancellationToken ct)
    {
        var start = _process.StartInfo;
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        _process.Dispose();
        start.ArgumentList[^1] = Address.GetLeftPart(UriPartial.Authority);
        await LaunchAsync(start, ct);
    }

    private async Task LaunchAsync(ProcessStartInfo start, CancellationToken ct)
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data, address);
        _process.ErrorDataReceived += (_, line) => Take(line.Data, address);
        _process.Exited += (_, _) => Fail("The program ended.", address);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await address.Task.WaitAsync(Patience, ct);
    }

    /// <summary>The code that a fresh install prints.</summary>
    public Task<string> SetUpCodeAsync(CancellationToken ct) => _code.Task.WaitAsync(Patience, ct);

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        using var terminate = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(ct).WaitAsync(Patience, ct);
        Assert.Equal(0, _process.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        if (_ownsStorage) Storage.Delete(recursive: true);
    }

    private void Take(string? line, TaskCompletionSource<Uri> address)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (Listening().Match(line) is { Success: true } listening) address.TrySetResult(new Uri(listening.Groups[1].Value));
        if (SetUpCode().Match(line) is { Success: true } code) _code.TrySetResult(code.Groups[1].Value);
    }

    private void Fail(string says, TaskCompletionSource<Uri> address)
    {
        var fault = new InvalidOperationException($"{says}\n{Console}");
        address.TrySetException(fault);
        _code.TrySetException(fault);
    }

    [GeneratedRegex(@"(?:SmsAdmin listens|Now listening) on:? (http://\S+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"setup and enter this set-up code: (\S+)")]
    private static partial Regex SetUpCode();
}
