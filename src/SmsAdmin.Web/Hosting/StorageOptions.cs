using System.ComponentModel.DataAnnotations;
using Npgsql;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where this installation keeps what must survive: <c>Storage</c> in the configuration.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Holds the SQLite file and the logs. Relative paths begin at the content root.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Directory { get; set; } = "data";

    /// <summary>Holds the key ring; <c>keys</c> under <see cref="Directory"/> unless set. Back it up, and not beside the database.</summary>
    public string? KeyRing { get; set; }
}

/// <summary>The same, resolved to whole paths.</summary>
/// <param name="Directory">The storage directory.</param>
/// <param name="Database">The SQLite file; with PostgreSQL database and host.</param>
/// <param name="KeyRing">The directory of the key ring; with PostgreSQL the configuration key that names what closes it.</param>
/// <param name="Logs">The directory of the log files.</param>
/// <param name="IsShared">PostgreSQL holds the database, and the key ring with it.</param>
public sealed record StoragePlaces(string Directory, string Database, string KeyRing, string Logs, bool IsShared)
{
    /// <summary>The connection string whose presence is the whole switch.</summary>
    public const string PostgresName = "Postgres";

    public string Engine => IsShared ? "PostgreSQL" : "SQLite";

    /// <summary>The configuration key that moves the database elsewhere.</summary>
    public string DatabaseKey => IsShared ? $"ConnectionStrings:{PostgresName}" : "Storage:Directory";

    /// <summary>The configuration key that names the ring, or what closes it.</summary>
    public string KeyRingKey => IsShared ? KeyRing : "Storage:KeyRing";

    internal KeyRingPlace OfKeyRing => new(KeyRing, Database, IsShared);

    internal BackupPlaces OfBackups(IConfiguration configuration, IHostEnvironment environment) => new(
        Database,
        KeyRing,
        configuration[$"{BackupOptions.Section}:{nameof(BackupOptions.Directory)}"] is { Length: > 0 } given ? Path.GetFullPath(given, environment.ContentRootPath) : Path.Combine(Directory, "backups"),
        IsShared);

    internal static StoragePlaces From(IConfiguration configuration, IHostEnvironment environment)
    {
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        if (string.IsNullOrWhiteSpace(options.Directory)) throw new InvalidOperationException("Storage:Directory is empty. Name the directory that keeps database and logs.");
        var root = Path.GetFullPath(options.Directory, environment.ContentRootPath);
        var logs = Path.Combine(root, "logs");
        if (configuration.GetConnectionString(PostgresName) is { Length: > 0 } postgres)
        {
            var server = new NpgsqlConnectionStringBuilder(postgres);
            return new StoragePlaces(root, $"{server.Database} on {server.Host}", KeyRingWrap.NamedBy(configuration), logs, IsShared: true);
        }

        var keys = string.IsNullOrWhiteSpace(options.KeyRing) ? Path.Combine(root, "keys") : Path.GetFullPath(options.KeyRing, environment.ContentRootPath);
        return new StoragePlaces(root, Path.Combine(root, "smsadmin.db"), keys, logs, IsShared: false);
    }

    /// <summary>Makes the directories and an empty database, readable by the program's own user alone.</summary>
    internal void Create()
    {
        foreach (var place in IsShared ? [Directory, Logs] : new[] { Directory, KeyRing, Logs })
        {
            if (OperatingSystem.IsWindows()) System.IO.Directory.CreateDirectory(place);
            else System.IO.Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        // A directory that was there may be open to others.
        if (!IsShared) SqliteFile.Make(Database);
    }
}
