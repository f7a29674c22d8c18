using SmsAdmin.Core.Backup;

namespace SmsAdmin.Web.Cli;

/// <summary><c>backup</c>: database and key ring into one file, restored on trial. Its path goes to standard output.</summary>
internal sealed class BackupVerb(Shell shell)
{
    private const string Help = """
        backup [--to DIRECTORY] [--passphrase -]

          Backs database and key ring up together, into one file that its user alone can read, and restores it on trial
          before it gets its name. The console goes on meanwhile. The file opens everything: keep it as you keep a
          password. The newest Backup:Keep of them (10) stay, older ones are deleted. On PostgreSQL it says what to run
          instead.

          --to          where to; Backup:Directory unless given, and backups under the storage directory unless that is set
          --passphrase  - reads what closes the file from standard input; unless given, Backup__Passphrase of the
                        environment, and without one the file is not closed

        Examples:
          backup
          backup --to /mnt/elsewhere/smsadmin
          pass show smsadmin/backup | backup --passphrase -
          15 3 * * *  SmsAdmin.Web backup --Storage:Directory=/data        (in a crontab)

        Settings follow as --Storage:Directory=data. Exit code: 0 made and checked, 1 not, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new BackupVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => shell.DoAsync(["make", .. args], Help, ["make"], ["to", "passphrase"], (_, options) => MakeAsync(options));

    private async Task<int> MakeAsync(ShellOptions options)
    {
        var passphrase = await Passphrase.ReadAsync(shell, options);
        await using var rooms = await shell.OpenQuietAsync(options);
        var to = options.One("to") is { } given ? Path.GetFullPath(given) : null;
        switch (await rooms.Services.GetRequiredService<Backups>().MakeAsync(Shell.Actor, null, default, to, passphrase))
        {
            case BackupOutcome.Made made:
                await shell.Output.WriteLineAsync(made.Entry.Path);
                await shell.Error.WriteLineAsync($"Made and restored on trial: {made.Rows:N0} rows, {Math.Max(1, made.Entry.Size / 1024):N0} KB{(made.Entry.IsSealed ? ", closed by the passphrase" : "; it opens everything, so keep it as you keep a password")}.");
                if (made.Pruned.Count > 0) await shell.Error.WriteLineAsync($"Deleted, as newer ones replace them: {string.Join(", ", made.Pruned)}.");
                return Shell.Done;
            case BackupOutcome.Refused refused:
                return await shell.RefusedAsync(refused.Says);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
