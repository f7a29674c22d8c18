using System.ComponentModel.DataAnnotations;

namespace SmsAdmin.Core.Backup;

/// <summary>Where backups go, and what closes them: <c>Backup</c> in the configuration.</summary>
public sealed class BackupOptions
{
    public const string Section = "Backup";

    /// <summary>Holds the backups; <c>backups</c> under the storage directory unless set.</summary>
    public string? Directory { get; set; }

    /// <summary>Closes every backup, if set. Without it a backup cannot be opened again.</summary>
    [MinLength(12, ErrorMessage = "Backup:Passphrase is shorter than 12 characters.")]
    public string? Passphrase { get; set; }

    /// <summary>How many of this installation's backups stay in one place; the oldest go when there are more. 0 keeps all.</summary>
    [Range(0, 10_000, ErrorMessage = "Backup:Keep is a number of backups up to 10,000, or 0 to keep all.")]
    public int Keep { get; set; } = 10;
}

/// <summary>What is backed up, and where to.</summary>
/// <param name="Database">The SQLite file; with PostgreSQL database and host.</param>
/// <param name="KeyRing">The directory of the key ring; with PostgreSQL the configuration key that names what closes it.</param>
/// <param name="Directory">Where backups go unless another place is named.</param>
/// <param name="IsShared">PostgreSQL holds both: its own tools back it up.</param>
public sealed record BackupPlaces(string Database, string KeyRing, string Directory, bool IsShared);
