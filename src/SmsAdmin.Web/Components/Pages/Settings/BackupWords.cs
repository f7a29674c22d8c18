using SmsAdmin.Core.Backup;
using SmsAdmin.Web.Components.Shared;
using BackupJob = SmsAdmin.Core.Jobs.Job<SmsAdmin.Core.Backup.BackupProgress, SmsAdmin.Core.Backup.BackupOutcome>;

namespace SmsAdmin.Web.Components.Pages.Settings;

/// <summary>What a person is told of backups and of bringing one back.</summary>
internal static class BackupWords
{
    public static (Tone Tone, string Title, string Says) BringingBack { get; } =
        (Tone.Idle, "It is being brought back", "It is unpacked and looked through: hashes, rows, and whether its keys open its tokens and texts.");

    public static (Tone Tone, string Title, string Says) Of(BackupJob ended) => ended.Outcome switch
    {
        BackupOutcome.Made { Pruned.Count: var gone } made => (Tone.Ok, "The backup is made", $"{Figures.Count(made.Rows)} rows, {Kilobytes(made.Entry.Size)}, restored on trial.{(gone == 0 ? "" : $" {Figures.Count(gone)} older {(gone == 1 ? "one is" : "ones are")} deleted.")}"),
        BackupOutcome.Refused refused => (Tone.Bad, "There is no new backup", $"{refused.Says} {ended.StartedBy} had asked for it."),
        BackupOutcome.Stopped => (Tone.Warn, "Stopped", "Nothing was kept of this backup; the ones before are as they were."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static (Tone Tone, string Title, string Says) Of(BackupUpload upload) => upload.Outcome switch
    {
        BackupOutcome.Made made => (Tone.Ok, "The backup is here", $"{made.Entry.Name}, {Figures.Count(made.Rows)} rows, restored on trial. Restore it from the list."),
        BackupOutcome.Refused refused => (Tone.Bad, "The backup was not taken in", refused.Says),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static (Tone Tone, string Title, string Says) Of(RestoreOutcome outcome) => outcome switch
    {
        RestoreOutcome.Restored => (Tone.Ok, "It is ready for the next start", "How that goes stands under Restore."),
        RestoreOutcome.Refused refused => (Tone.Bad, "It was not brought back", $"{refused.Says} Nothing was changed."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Kilobytes(long bytes) => $"{Figures.Count(Math.Max(1, bytes / 1024))}\u00A0KB";
}
