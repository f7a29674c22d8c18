using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>
/// Deletes old backups when there are more than are to be kept. Only those go of which the audit knows that they were made
/// here: another installation may put its own into the same place.
/// </summary>
public sealed class BackupPruning(IDbContextFactory<AppDb> databases, IOptions<BackupOptions> options, AuditTrail audit)
{
    internal const string MadeAction = "backup.made";

    /// <param name="all">What lies in the place, newest first.</param>
    /// <returns>The names of those that are gone.</returns>
    internal async Task<IReadOnlyList<string>> PruneAsync(IReadOnlyList<BackupEntry> all, Actor by)
    {
        var keep = options.Value.Keep;
        if (keep == 0 || all.Count <= keep) return [];
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        var (names, oldest) = (all.Select(entry => entry.Name).ToList(), all[^1].MadeAt);
        var ours = await db.Audit.Where(entry => entry.At >= oldest && entry.Action == MadeAction && names.Contains(entry.Subject)).Select(entry => entry.Subject).ToListAsync(CancellationToken.None);
        var gone = new List<string>();
        foreach (var entry in all.Where(entry => ours.Contains(entry.Name)).Skip(keep))
        {
            try
            {
                File.Delete(entry.Path);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // The new one is whole all the same. It stands in the list, and is tried again after the next.
                continue;
            }

            audit.Write(db, by, "backup.pruned", entry.Name, after: new { entry.Size, keep });
            gone.Add(entry.Name);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return gone;
    }
}
