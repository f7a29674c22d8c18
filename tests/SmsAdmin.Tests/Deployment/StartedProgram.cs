using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SmsAdmin.Tests.Deployment;

/// <summary>A program of its own: started as somebody would start it, heard until it says that it listens.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StartedProgram(Process process, Uri address, string until)
    {
        _process = process;
        Directory = process.StartInfo.WorkingDirectory;
        Address = address;
        process.OutputDataReceived += (_, line) => Hear(line.Data, until);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, until);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _heard.TrySetException(new InvalidOperationException($"The program ended with {process.ExitCode}:\n{Said}"));
    }

    public Uri Address { get; }

    /// <summary>The most memory that it has held so far, bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Where it was started.</summary>
    public string Directory { get; }

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>An address that nobody listens on.</summary>
    public static Uri FreeAddress()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/"));
    }

    public static async Task<StartedProgram> StartAsync(string file, IEnumerable<string> arguments, string directory, Uri address, IDictionary<string, string> environment, string until)
    {
        var start = Info(file, arguments, directory);
        foreach (var (key, value) in environment) start.Environment[key] = value;
        start.Environment["Urls"] = address.AbsoluteUri;
        var program = new StartedProgram(new Process { StartInfo = start }, address, until);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        await program._heard.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return program;
    }

    /// <summary>Runs to the end; the exit code and all that was said.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string file, IEnumerable<string> arguments, string directory, IDictionary<string, string>? environment = null)
    {
        var start = Info(file, arguments, directory);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>()) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await said + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static ProcessStartInfo Info(string file, IEnumerable<string> arguments, string directory)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the test runner was told is not for others.
        foreach (var key in (string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPNETCORE_URLS", "MSBuildSDKsPath", "MSBUILD_EXE_PATH"]) start.Environment.Remove(key);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return start;
    }

    private void Hear(string? line, string until)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (line.Contains(until, StringComparison.Ordinal)) _heard.TrySetResult();
    }
}
