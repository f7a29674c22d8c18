using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Backup;

/// <summary>
/// Restores a backup for people in front of a running console: it is brought back beside the database, looked through and held
/// from sending, and the next start puts it in the database's place. Until then it can be left.
/// </summary>
public sealed class NextStarts(
    BackupPlaces places, Backups backups, EnvironmentPlanSlot environment, IDbContextFactory<AppDb> databases, IOptions<BackupOptions> options, BackupChanges changes,
    AuditTrail audit, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly WaitingPlace _waiting = new(places.Database);

    /// <summary>What the next start takes; null where it goes on with what is there.</summary>
    public NextStart? Waiting => places.IsShared ? null : _waiting.Read();

    /// <summary>Brings a backup of the list back, in the place of one that waits already.</summary>
    public async Task<RestoreOutcome> PrepareAsync(string name, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (places.IsShared) return new RestoreOutcome.Refused("PostgreSQL is restored by its own tool, pg_restore.");
        if (backups.List().FirstOrDefault(entry => entry.Name == name) is not { } found) return new RestoreOutcome.Refused($"{name} does not lie here any more.");
        if (!await _one.WaitAsync(TimeSpan.Zero, ct)) return new RestoreOutcome.Refused("Another backup is being brought back. Wait until that is done.");
        try
        {
            return await PrepareAsync(found, by, ct);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _waiting.Remove();
            return new RestoreOutcome.Refused($"{name} cannot be brought back: {broken.Message}");
        }
        finally
        {
            _one.Release();
            changes.Announce();
        }
    }

    /// <summary>The next start goes on with what is there.</summary>
    public async Task LeaveAsync(Actor by, CancellationToken ct)
    {
        if (Waiting is not { } next) return;
        _waiting.Remove();
        await TellAsync("backup.restore-left", next.Name, by, ct);
        changes.Announce();
    }

    public void Dispose() => _one.Dispose();

    private async Task<RestoreOutcome> PrepareAsync(BackupEntry found, Actor by, CancellationToken ct)
    {
        _waiting.Remove();
        var outcome = await new Restoring(new RestorePlaces(_waiting.Directory, _waiting.Database, _waiting.KeyRing, environment.Plan?.Id), clock)
            .RunAsync(found.Path, options.Value.Passphrase, by, ct);
        if (outcome is not RestoreOutcome.Restored restored)
        {
            _waiting.Remove();
            return outcome;
        }

        await TellAsync("backup.restore-prepared", found.Name, by, ct);
        _waiting.Write(new NextStart(found.Name, restored.MadeAt, restored.Messages, clock.GetUtcNow(), by.Name));
        return restored;
    }

    private async Task TellAsync(string action, string name, Actor by, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        audit.Write(db, by, action, name);
        await db.SaveChangesAsync(ct);
    }
}
