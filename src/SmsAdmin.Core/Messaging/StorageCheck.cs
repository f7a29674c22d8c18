using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Messaging;

/// <summary>Tells whether the database takes writes: what an acceptance needs.</summary>
public sealed class StorageCheck(IDbContextFactory<AppDb> databases, GroupCommit commits)
{
    /// <summary>Why it does not, or null when it does. Changes nothing.</summary>
    public async Task<string?> FaultAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        try
        {
            // A write that touches no row still needs the right to write.
            await db.Settings.Where(s => s.Key == "").ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, ""), ct);
            return commits.Fault is { } lost ? $"{lost} Start SmsAdmin again: it then goes on from what the disk holds." : null;
        }
        catch (DbException fault)
        {
            return $"{db.Engine} refuses writes: {fault.Message}";
        }
    }
}
