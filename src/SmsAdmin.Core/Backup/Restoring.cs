using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>Where a backup comes back to: places that are empty, or not there yet.</summary>
/// <param name="Directory">Of the storage.</param>
/// <param name="Database">The SQLite file, in there.</param>
/// <param name="EnvironmentPlan">The plan that the configuration names, which stands in no table.</param>
public sealed record RestorePlaces(string Directory, string Database, string KeyRing, Guid? EnvironmentPlan);

/// <summary>What came of a restore.</summary>
public abstract record RestoreOutcome
{
    private RestoreOutcome()
    {
    }

    /// <param name="Messages">All that the backup holds.</param>
    public sealed record Restored(DateTimeOffset MadeAt, string Version, long Messages, int Keys, Held Held) : RestoreOutcome;

    /// <summary>Nothing was restored, and why.</summary>
    public sealed record Refused(string Says) : RestoreOutcome;
}

/// <summary>Brings a backup back into an empty storage directory: looked through before, held from sending after. All of it comes, or nothing does.</summary>
public sealed class Restoring(RestorePlaces places, TimeProvider clock)
{
    public async Task<RestoreOutcome> RunAsync(string file, string? passphrase, Actor by, CancellationToken ct)
    {
        if (!File.Exists(file)) return new RestoreOutcome.Refused($"There is no file {file}.");
        foreach (var place in new[] { places.Directory, places.KeyRing })
        {
            if (Directory.Exists(place) && Directory.EnumerateFileSystemEntries(place).FirstOrDefault() is { } there)
                return new RestoreOutcome.Refused($"{place} is not empty: {Path.GetFileName(there)} lies in it. A restore overwrites nothing. Name an empty directory with --Storage:Directory=…, or move what is there away.");
        }

        var isNew = !Directory.Exists(places.Directory);
        OwnFiles.MakeDirectory(places.Directory);
        var scratch = Path.Combine(places.Directory, ".restoring");
        OwnFiles.MakeDirectory(scratch);
        try
        {
            var outcome = await new BackupReader(clock).ReadAsync(file, scratch, passphrase, ct) switch
            {
                BackupReading.Whole whole => await BringAsync(whole, file, by, ct),
                BackupReading.Refused refused => new RestoreOutcome.Refused(refused.Says),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            OwnFiles.RemoveDirectory(scratch);
            if (isNew && outcome is RestoreOutcome.Refused) Directory.Delete(places.Directory);
            return outcome;
        }
        finally
        {
            OwnFiles.RemoveDirectory(scratch);
        }
    }

    private async Task<RestoreOutcome> BringAsync(BackupReading.Whole whole, string file, Actor by, CancellationToken ct)
    {
        Held held;
        await using (var db = SqliteDb.Open(whole.Database, isPooled: false))
        {
            if ((await db.Database.GetAppliedMigrationsAsync(ct)).Except(db.Database.GetMigrations()).Any())
                return new RestoreOutcome.Refused($"{Path.GetFileName(file)} is of a later SmsAdmin, {whole.Manifest.Version}. Restore it with that one.");
            await db.Database.MigrateAsync(ct);
            var of = string.Create(CultureInfo.InvariantCulture, $"the backup of {whole.Manifest.MadeAt.UtcDateTime:d MMM yyyy, HH:mm} UTC");
            held = await new RestoreHold(new AuditTrail(clock), clock).HoldAsync(db, of, places.EnvironmentPlan, by, ct);
            // What was restored from is a backup of what stands now.
            var last = Backups.Remembered(whole.Manifest.MadeAt, new FileInfo(file).Length, Path.GetFullPath(file));
            await db.Database.ExecuteSqlAsync($"INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ({Backups.LastKey}, {last}) ON CONFLICT (\"Key\") DO UPDATE SET \"Value\" = excluded.\"Value\"", ct);
        }

        OwnFiles.MakeDirectory(places.KeyRing);
        var keys = Directory.GetFiles(whole.Keys);
        foreach (var key in keys) File.Move(key, Path.Combine(places.KeyRing, Path.GetFileName(key)));
        // The database last: without it nothing starts on half a restore.
        File.Move(whole.Database, places.Database);
        return new RestoreOutcome.Restored(whole.Manifest.MadeAt, whole.Manifest.Version, whole.Manifest.Rows.GetValueOrDefault("Messages"), keys.Length, held);
    }
}
