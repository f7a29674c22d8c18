using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>
/// Backs database and key ring up together, into one file, while the program goes on. It gets its name only once it was
/// restored on trial, so whatever bears one is whole. Who has the file has tokens and texts, and what opens them.
/// </summary>
public sealed partial class Backups(
    IDbContextFactory<AppDb> databases, BackupPlaces places, IOptions<BackupOptions> options, BackupPruning pruning, AuditTrail audit, TimeProvider clock)
{
    internal const string LastKey = "Backup.Last";
    private const string Stamp = "yyyyMMdd-HHmmss";
    private const string Plain = ".zip";
    private const string Sealed = ".zip.sealed";

    /// <summary>What backs up a PostgreSQL: the ring lies in it, closed.</summary>
    public const string PostgresCommand = "pg_dump --format=custom --file=smsadmin.dump";

    public BackupPlaces Places => places;

    /// <summary>A passphrase closes what is made from now on.</summary>
    public bool IsSealing => options.Value.Passphrase is not null;

    /// <summary>How many stay; 0 for all.</summary>
    public int Kept => options.Value.Keep;

    /// <summary>Makes a backup and restores it on trial.</summary>
    /// <param name="directory">Where to, instead of the configured place.</param>
    /// <param name="passphrase">What closes it, instead of the configured one.</param>
    public async Task<BackupOutcome> MakeAsync(Actor by, IProgress<BackupProgress>? progress, CancellationToken ct, string? directory = null, string? passphrase = null)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (places.IsShared) return new BackupOutcome.Refused($"PostgreSQL is backed up by its own tool, with the key ring in it: {PostgresCommand}. Keep what closes the ring ({places.KeyRing}) in another place.");
        var place = directory ?? places.Directory;
        return await AloneAsync(place, scratch => MakeAsync(scratch, place, passphrase ?? options.Value.Passphrase, by, progress, ct));
    }

    private async Task<BackupOutcome> MakeAsync(string scratch, string place, string? passphrase, Actor by, IProgress<BackupProgress>? progress, CancellationToken ct)
    {
        var (packed, manifest) = await new BackupWriter(places, clock).WriteAsync(scratch, passphrase, progress, ct);
        progress?.Report(new BackupProgress("Restoring it on trial", 0, 1));
        if (await TryAsync(packed, scratch, passphrase, ct) is BackupReading.Refused refused) return new BackupOutcome.Refused($"{refused.Says} Nothing was kept of this backup.");
        var entry = Keep(packed, place, manifest.MadeAt, passphrase is not null);
        // It has its name: nobody stops it any more.
        await RememberAsync(entry, by, CancellationToken.None);
        return new BackupOutcome.Made(entry, manifest.Rows.Values.Sum()) { Pruned = await pruning.PruneAsync(In(place), by) };
    }

    /// <summary>Takes in a backup of another place. It gets its name as one that is made here does: once it was restored on trial.</summary>
    /// <param name="name">As it was called where it was made.</param>
    public async Task<BackupOutcome> TakeInAsync(Stream file, string name, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(name);
        if (places.IsShared) return new BackupOutcome.Refused("A backup of this kind comes back to SQLite.");
        if (Entry(name) is not { } called) return new BackupOutcome.Refused("Leave a backup the name that it had, as smsadmin-20261126-031500.zip.");
        var path = Path.Combine(places.Directory, called.Name);
        if (File.Exists(path)) return new BackupOutcome.Refused($"{called.Name} lies here already.");
        return await AloneAsync(places.Directory, scratch => TakeInAsync(scratch, file, path, by, ct));
    }

    private async Task<BackupOutcome> TakeInAsync(string scratch, Stream file, string path, Actor by, CancellationToken ct)
    {
        var received = Path.Combine(scratch, Path.GetFileName(path));
        await using (var to = OwnFiles.Make(received)) await file.CopyToAsync(to, ct);
        var reading = await TryAsync(received, scratch, options.Value.Passphrase, ct);
        if (reading is BackupReading.Refused refused) return new BackupOutcome.Refused(refused.Says);
        var whole = (BackupReading.Whole)reading;
        File.Move(received, path);
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        audit.Write(db, by, "backup.uploaded", Path.GetFileName(path));
        await db.SaveChangesAsync(CancellationToken.None);
        return new BackupOutcome.Made(Entry(path)!, whole.Manifest.Rows.Values.Sum());
    }

    private async Task<BackupReading> TryAsync(string file, string scratch, string? passphrase, CancellationToken ct)
    {
        var trial = Path.Combine(scratch, "trial");
        OwnFiles.MakeDirectory(trial);
        return await new BackupReader(clock).ReadAsync(file, trial, passphrase, ct);
    }

    // One at a time in a place, in a scratch directory of its own there, of which nothing stays.
    private static async Task<BackupOutcome> AloneAsync(string place, Func<string, Task<BackupOutcome>> work)
    {
        try
        {
            OwnFiles.MakeDirectory(place);
            using var alone = Alone(place);
            if (alone is null) return new BackupOutcome.Refused("A backup is made there already. Wait until it is done.");
            var scratch = Path.Combine(place, ".making");
            // What a crash left: nobody else is at it.
            OwnFiles.RemoveDirectory(scratch);
            try
            {
                OwnFiles.MakeDirectory(scratch);
                return await work(scratch);
            }
            finally
            {
                OwnFiles.RemoveDirectory(scratch);
            }
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or SqliteException)
        {
            return new BackupOutcome.Refused($"The backup cannot be written: {broken.Message}");
        }
    }

    /// <summary>What lies in the configured place, newest first.</summary>
    public IReadOnlyList<BackupEntry> List() => In(places.Directory);

    /// <summary>The last backup, wherever it was put; null where none was made.</summary>
    public async Task<LastBackup?> LastAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = await db.Settings.AsNoTracking().Where(setting => setting.Key == LastKey).Select(setting => setting.Value).SingleOrDefaultAsync(ct);
        if (kept?.Split('|', 3) is not [var at, var size, var path]) return null;
        return new LastBackup(path, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), long.Parse(size, CultureInfo.InvariantCulture), File.Exists(path));
    }

    /// <summary>Since when there is something to back up: what the audit tells of first.</summary>
    public async Task<DateTimeOffset?> BeganAtAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Audit.MinAsync(entry => (DateTimeOffset?)entry.At, ct);
    }

    /// <summary>Hands a backup out, which is audited.</summary>
    /// <returns>Null where there is none of this name.</returns>
    public async Task<BackupEntry?> TakeAsync(string name, Actor by, CancellationToken ct)
    {
        if (List().FirstOrDefault(entry => entry.Name == name) is not { } found) return null;
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, "backup.downloaded", found.Name);
        await db.SaveChangesAsync(ct);
        return found;
    }

    /// <returns>False where there is none of this name.</returns>
    public async Task<bool> DeleteAsync(string name, Actor by, CancellationToken ct)
    {
        if (List().FirstOrDefault(entry => entry.Name == name) is not { } found) return false;
        File.Delete(found.Path);
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, "backup.deleted", found.Name);
        await db.SaveChangesAsync(ct);
        return true;
    }

    private static IReadOnlyList<BackupEntry> In(string place) => !Directory.Exists(place)
        ? []
        : [.. Directory.EnumerateFiles(place).Select(Entry).OfType<BackupEntry>().OrderByDescending(entry => entry.MadeAt)];

    internal static string Remembered(DateTimeOffset madeAt, long size, string path) => string.Create(CultureInfo.InvariantCulture, $"{madeAt:O}|{size}|{path}");

    private async Task RememberAsync(BackupEntry entry, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var value = Remembered(entry.MadeAt, entry.Size, entry.Path);
        await db.Database.ExecuteSqlAsync($"INSERT INTO \"Settings\" (\"Key\", \"Value\") VALUES ({LastKey}, {value}) ON CONFLICT (\"Key\") DO UPDATE SET \"Value\" = excluded.\"Value\"", ct);
        audit.Write(db, by, BackupPruning.MadeAction, entry.Name, after: new { entry.Size, closed = entry.IsSealed });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static BackupEntry Keep(string packed, string place, DateTimeOffset madeAt, bool isSealed)
    {
        var path = Path.Combine(place, $"smsadmin-{madeAt.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}{(isSealed ? Sealed : Plain)}");
        File.Move(packed, path);
        return Entry(path)!;
    }

    private static BackupEntry? Entry(string path) => OurName().Match(Path.GetFileName(path)) is { Success: true } name
        && DateTime.TryParseExact(name.Groups[1].Value, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
        ? new BackupEntry(name.Value, path, new DateTimeOffset(at), new FileInfo(path) is { Exists: true } file ? file.Length : 0, name.Groups[2].Success)
        : null;

    // Held by this process or another; it ends with the process, however that ends.
    private static FileStream? Alone(string place)
    {
        try
        {
            return new FileStream(Path.Combine(place, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.GetType() == typeof(IOException))
        {
            return null;
        }
    }

    [GeneratedRegex(@"^smsadmin-(\d{8}-\d{6})\.zip(\.sealed)?\z")]
    private static partial Regex OurName();
}
