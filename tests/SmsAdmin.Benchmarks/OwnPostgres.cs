using System.Diagnostics;

namespace SmsAdmin.Benchmarks;

/// <summary>A PostgreSQL of this run alone, with durable commits, from Debian's packages: it ends with the run.</summary>
internal sealed class OwnPostgres : IDisposable
{
    private readonly Process _process;

    private OwnPostgres(Process process, string connectionString) => (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public static async Task<OwnPostgres> StartAsync()
    {
        var start = new ProcessStartInfo(Script(), "--durable") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
        return new OwnPostgres(process, said);
    }

    public void Dispose()
    {
        // The script stops the server once its input closes.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Script()
    {
        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (Path.Combine(place.FullName, "tests", "postgres") is var script && File.Exists(script)) return script;
        }

        throw new InvalidOperationException("tests/postgres is not above the program. Name a server with --postgres \"Host=…\".");
    }
}
