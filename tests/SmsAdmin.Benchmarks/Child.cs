using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SmsAdmin.Benchmarks;

/// <summary>A program of ours in a process of its own, as it is run: the program itself, or the sandbox alone.</summary>
internal sealed partial class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Resident memory now, bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the program and waits until it says where it listens.</summary>
    public static async Task<Child> StartAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "SmsAdmin.Web.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add("http://127.0.0.1:0");
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["DOTNET_hostBuilder__reloadConfigOnChange"] = "false";

        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => address.TrySetException(new InvalidOperationException($"It ended before it listened: {string.Join(Environment.NewLine, said)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Child(process, await address.Task.WaitAsync(TimeSpan.FromMinutes(1)));

        void Hear(string? line)
        {
            if (line is null) return;
            if (said.Count < 100) said.Add(line);
            if (Listens().Match(line) is { Success: true } found) address.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }

    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?:listens on|listening on:) (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listens();
}
