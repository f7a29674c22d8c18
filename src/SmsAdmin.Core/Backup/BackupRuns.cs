using Microsoft.Extensions.Logging;
using SmsAdmin.Core.Jobs;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>Makes backups for people. Of one that is stopped nothing is left, and the ones before are as they were.</summary>
public sealed class BackupRuns(Backups backups, BackupChanges changes, TimeProvider clock, ILogger<BackupRuns> logger)
    : JobRuns<BackupProgress, BackupOutcome>(changes, clock, logger)
{
    protected override BackupProgress Beginning => new("Beginning", 0, 1);

    protected override BackupOutcome Stopped => new BackupOutcome.Stopped();

    protected override BackupOutcome BrokeOff => new BackupOutcome.Refused("It broke off, and the log says why.");

    protected override Task<BackupOutcome> WorkAsync(Actor by, IProgress<BackupProgress> progress, CancellationToken stopped) => backups.MakeAsync(by, progress, stopped);
}
