using System.Globalization;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Backup;

namespace SmsAdmin.Core.Checklist;

/// <summary>How it stands with the backup of database and key ring.</summary>
/// <param name="Says">In a sentence, for the finding.</param>
/// <param name="Cause">Why that is not enough; null where it is.</param>
internal sealed record BackupStanding(string Says, EvidenceLine Line, string? Cause = null)
{
    /// <summary>One should be made, though nothing is lost yet.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>
/// Looks for a checked backup that is young enough. As long as an installation itself is no older than a backup may be,
/// and for a plan that only plays, a missing one is told and nothing more.
/// </summary>
internal sealed class BackupCheck(Backups backups, IOptions<ChecklistOptions> options, TimeProvider clock)
{
    public static readonly Mend Mend = new("Make a backup now, and have one made each day: the verb backup does it from a timer.", "Back up now") { Deed = Deed.BackUp };

    public async Task<BackupStanding> AskAsync(bool isPlay, CancellationToken ct)
    {
        if (backups.Places.IsShared) return new BackupStanding("Its backup is yours to make and not proven here: PostgreSQL’s own tools make it.", new EvidenceLine("Backup", $"Not proven. Yours, by {Backups.PostgresCommand}, with the ring in it; SmsAdmin cannot see it"));
        var (last, now, most) = (await backups.LastAsync(ct), clock.GetUtcNow(), TimeSpan.FromDays(options.Value.BackupDays));
        if (last is { IsThere: true } && now - last.MadeAt <= most) return new BackupStanding($"Backed up and restored on trial {Ago(now - last.MadeAt)}.", Line(last));
        var (says, line) = last switch
        {
            null => ("There is no backup yet.", new EvidenceLine("Backup", "None was made")),
            { IsThere: false } => ("The last backup is not where it was put.", Line(last)),
            _ => ($"The last backup is {Days(now - last.MadeAt)} old.", Line(last)),
        };
        var began = await backups.BeganAtAsync(ct) ?? now;
        return isPlay || now - began <= most
            ? new BackupStanding(says, line) { IsMissing = true }
            : new BackupStanding(says, line, $"Whoever loses this machine now loses more than {options.Value.BackupDays} days of messages, and the keys with them.");
    }

    private static EvidenceLine Line(LastBackup last) => new("Backup", string.Create(CultureInfo.InvariantCulture, $"{last.Path}, {Math.Max(1, last.Size / 1024):N0}\u00A0KB{(last.IsThere ? "" : ", gone")}"), last.MadeAt);

    private static string Ago(TimeSpan age) => age < TimeSpan.FromHours(1) ? "within the last hour" : age < TimeSpan.FromDays(1) ? "within the last day" : $"{Days(age)} ago";

    private static string Days(TimeSpan age) => (int)age.TotalDays == 1 ? "1 day" : $"{(int)age.TotalDays} days";
}
