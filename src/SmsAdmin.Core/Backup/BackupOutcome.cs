namespace SmsAdmin.Core.Backup;

/// <summary>A backup that lies in its place. None has its name before it was checked.</summary>
/// <param name="IsSealed">A passphrase closes it.</param>
public sealed record BackupEntry(string Name, string Path, DateTimeOffset MadeAt, long Size, bool IsSealed);

/// <summary>The last backup that was made and checked, wherever it was put.</summary>
/// <param name="IsThere">It can be seen from here.</param>
public sealed record LastBackup(string Path, DateTimeOffset MadeAt, long Size, bool IsThere);

/// <summary>How far a backup is.</summary>
/// <param name="Step">What is done, as "Copying the database".</param>
/// <param name="Done">In KB, of this step.</param>
public sealed record BackupProgress(string Step, long Done, long Of);

/// <summary>What came of the wish for a backup.</summary>
public abstract record BackupOutcome
{
    private BackupOutcome()
    {
    }

    /// <summary>It was made, and restored on trial.</summary>
    /// <param name="Rows">Of all tables.</param>
    public sealed record Made(BackupEntry Entry, long Rows) : BackupOutcome
    {
        /// <summary>Older ones that were deleted for it, by their names.</summary>
        public IReadOnlyList<string> Pruned { get; init; } = [];
    }

    /// <summary>There is none, and why.</summary>
    public sealed record Refused(string Says) : BackupOutcome;

    /// <summary>Somebody stopped it.</summary>
    public sealed record Stopped : BackupOutcome;
}
