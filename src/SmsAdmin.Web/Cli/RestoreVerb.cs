using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Cli;

/// <summary><c>restore</c>: a backup into an empty storage directory, held from sending until a person resumes.</summary>
internal sealed class RestoreVerb(Shell shell)
{
    private const string Help = """
        restore --from FILE [--passphrase -]
        restore hold

          Brings a backup back into an empty storage directory, after it was looked through: hashes, SQLite's own check,
          rows, and whether its key ring opens its tokens and texts. Nothing is sent afterwards until somebody resumes
          each plan under Queue, and what waited at the time of the backup is looked up at Sinch before it goes out,
          because it may have gone out since.

          hold          does that holding alone, on the database of the configuration: for what pg_restore or a copy of
                        the files brought back. Stop every console first

          --from        a file that the verb backup or the page made
          --passphrase  - reads what opens the file from standard input; unless given, Backup__Passphrase of the environment

        Examples:
          restore --from smsadmin-20261126-031500.zip --Storage:Directory=/data
          pass show smsadmin/backup | restore --from smsadmin-20261126-031500.zip.sealed --passphrase -
          pg_restore --dbname=smsadmin smsadmin.dump && restore hold

        Settings follow as --Storage:Directory=data. Exit code: 0 restored, 1 refused and nothing was changed, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new RestoreVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => args.FirstOrDefault() == "hold"
        ? shell.DoAsync(args, Help, ["hold"], [], (_, options) => HoldAsync(options))
        : shell.DoAsync(args, Help, [], ["from", "passphrase"], (_, options) => RestoreAsync(options));

    private async Task<int> RestoreAsync(ShellOptions options)
    {
        if (options.One("from") is not { } file) throw new ArgumentException("Name the backup with --from.");
        var passphrase = await Passphrase.ReadAsync(shell, options);
        var builder = Composition.Begin(options.Settings);
        var places = StoragePlaces.From(builder.Configuration, builder.Environment);
        if (places.IsShared) return await shell.RefusedAsync("A backup of this kind comes back to SQLite: leave ConnectionStrings:Postgres away, and take it along with storage move afterwards. What pg_dump made comes back with pg_restore, and then restore hold.");
        await shell.Error.WriteLineAsync($"Storage: {places.Directory}");
        var configured = builder.Configuration.GetSection(BackupOptions.Section).Get<BackupOptions>()?.Passphrase;
        var to = new RestorePlaces(places.Directory, places.Database, places.KeyRing, EnvironmentPlan.Read(builder.Configuration)?.Id);
        switch (await new Restoring(to, TimeProvider.System).RunAsync(Path.GetFullPath(file), passphrase ?? configured, Shell.Actor, default))
        {
            case RestoreOutcome.Restored restored:
                await shell.Output.WriteLineAsync($"{places.Database}\t{restored.Messages}");
                await shell.Error.WriteLineAsync($"Restored what stood at {restored.MadeAt:u}: {restored.Messages:N0} messages, {restored.Keys} {(restored.Keys == 1 ? "key" : "keys")}.");
                return await TellAsync(restored.Held);
            case RestoreOutcome.Refused refused:
                return await shell.RefusedAsync(refused.Says);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<int> HoldAsync(ShellOptions options)
    {
        await using var rooms = await shell.OpenQuietAsync(options);
        if (!rooms.Services.GetRequiredService<StorageHold>().TryTake()) return await shell.RefusedAsync("A console serves this storage. Stop it first: it may be sending.");
        return await TellAsync(await rooms.Services.GetRequiredService<DatabaseHold>().HoldAsync(Shell.Actor, default));
    }

    private async Task<int> TellAsync(Held held)
    {
        await shell.Error.WriteLineAsync($"Paused: {held.Plans} {(held.Plans == 1 ? "plan" : "plans")}. {held.Messages:N0} waiting messages are looked up at Sinch before any goes out. Start the console, look at the queue, then resume.");
        return Shell.Done;
    }
}
