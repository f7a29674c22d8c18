using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>What came of a backup that somebody brought.</summary>
public sealed record BackupUpload(string Name, string By, BackupOutcome Outcome);

/// <summary>Takes backups in that people bring from elsewhere, and remembers the last for the page that the form leads back to.</summary>
public sealed class BackupUploads(Backups backups, BackupChanges changes)
{
    public BackupUpload? Last { get; private set; }

    public async Task TakeInAsync(Stream file, string name, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        Last = new BackupUpload(name, by.Name, await backups.TakeInAsync(file, name, by, ct));
        changes.Announce();
    }
}
