using System.Data.Common;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Cli;

/// <summary><c>storage move</c>: takes an installation from SQLite to PostgreSQL. What was moved goes to standard output, everything else to standard error.</summary>
/// <param name="isTerminal">Somebody watches standard error: then a bar is drawn, else a line is written for each table.</param>
internal sealed class StorageVerb(TextWriter output, TextWriter error, bool isTerminal)
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int NotUnderstood = 2;

    private const string Help = """
        storage move [--to-postgres CONNECTION-STRING]

          Copies everything from SQLite to an empty PostgreSQL database: all tables, and the key ring, which is closed
          there by the master key or the certificate of the configuration. All of it arrives, or nothing does. The
          SQLite storage is only read and stays as it is. Stop the console first.

          --to-postgres  the database, as "Host=db;Database=smsadmin;Username=smsadmin;Password=…"; unless given,
                         ConnectionStrings:Postgres of the configuration, which keeps a password off the command line

        Settings follow as --Storage:Directory=data or --KeyRing:MasterKeyFile=master.key, or stand in the environment.
        Exit code: 0 moved, 1 refused and nothing was moved, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new StorageVerb(Console.Out, Console.Error, !Console.IsErrorRedirected).DoAsync(args);

    public async Task<int> DoAsync(string[] args)
    {
        if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            await error.WriteLineAsync(Help);
            return args.Length == 0 ? NotUnderstood : Done;
        }

        var (options, fault) = ShellOptions.Read(args[1..], ["to-postgres"]);
        if (options is null) return await NotUnderstoodAsync(fault!);
        if (args[0] != "move" || options.Words.Count > 0) return await NotUnderstoodAsync("That is not a way to call it.");
        try
        {
            return await MoveAsync(options);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            return await RefusedAsync(broken.Message);
        }
        catch (Exception broken) when (broken is DbException or IOException or UnauthorizedAccessException)
        {
            return await RefusedAsync($"Storage cannot be used: {broken.Message} Nothing was moved.");
        }
    }

    private async Task<int> MoveAsync(ShellOptions options)
    {
        var move = StorageMove.Prepare(options.Settings, options.One("to-postgres"));
        await error.WriteLineAsync($"From SQLite, {move.Source}, to PostgreSQL, {move.Target}");
        var bar = new ProgressBar(error, isTerminal);
        var outcome = await move.RunAsync(bar, default);
        await bar.EndAsync();
        switch (outcome)
        {
            case MoveOutcome.Moved moved:
                foreach (var table in moved.Tables.Where(table => table.Rows > 0)) await output.WriteLineAsync($"{table.Name}\t{table.Rows}");
                await error.WriteLineAsync($"""
                    Moved. Rows: {moved.Tables.Sum(table => table.Rows):N0}, counted on both sides. Keys: {moved.Keys}. Every key opens what it closed before. Plans: {moved.Plans}. Every token opens.
                    Start the console with ConnectionStrings:Postgres now. The SQLite storage is as it was: keep it until you trust the new one, and start nothing on it.
                    """);
                return Done;
            case MoveOutcome.Refused refused:
                return await RefusedAsync(refused.Says);
            default:
                throw new InvalidOperationException("An outcome that nobody handles.");
        }
    }

    private async Task<int> NotUnderstoodAsync(string says)
    {
        await error.WriteLineAsync($"{says}{Environment.NewLine}{Environment.NewLine}{Help}");
        return NotUnderstood;
    }

    private async Task<int> RefusedAsync(string says)
    {
        await error.WriteLineAsync(says);
        return Refused;
    }
}
