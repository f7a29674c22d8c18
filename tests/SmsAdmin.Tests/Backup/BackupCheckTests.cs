using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

/// <summary>What the checklist's item of the key ring says of the backup.</summary>
[NamesItsEngine]
public sealed class BackupCheckTests : BackupDesk
{
    [Fact]
    public async Task A_new_installation_is_told_to_back_up_and_an_older_one_without_a_backup_fails_until_it_does()
    {
        var ring = await RingAsync();
        Assert.Equal((CheckState.Pass, Deed.BackUp), (ring.State, ring.Mend?.Deed));
        Assert.Contains("There is no backup yet.", ring.Says, StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromDays(8));
        ring = await RingAsync();
        Assert.Equal((CheckState.Fail, "There is no backup yet."), (ring.State, ring.Says));
        Assert.Contains("loses more than 7 days of messages", ring.Cause, StringComparison.Ordinal);

        Assert.Null(await Rooms.Get<ChecklistMends>().DoAsync(PlanId, ring.Mend!, TestRooms.Anna, Ct));
        Assert.Equal(CheckState.Pass, (await RingAsync()).State);

        Clock.Advance(TimeSpan.FromDays(6));
        Assert.Contains("restored on trial 6 days ago", (await RingAsync()).Says, StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("The last backup is 8 days old.", (await RingAsync()).Says);
    }

    [Fact]
    public async Task A_backup_that_is_gone_is_none_and_a_plan_that_plays_needs_none()
    {
        var entry = await MakeAsync();
        Clock.Advance(TimeSpan.FromDays(8));
        File.Delete(entry.Path);
        Assert.Equal("The last backup is not where it was put.", (await RingAsync()).Says);

        await Rooms.LookAsync(db => db.Plans.ExecuteUpdateAsync(set => set.SetProperty(plan => plan.IsSandbox, true), Ct));
        Rooms.Get<PlanChanges>().Announce();

        var ring = await RingAsync();
        Assert.Equal((CheckState.Pass, Deed.BackUp), (ring.State, ring.Mend?.Deed));
    }

    [Fact]
    public async Task With_PostgreSQL_the_ring_is_proven_and_its_backup_plainly_is_not()
    {
        var backups = new Backups(
            Rooms.Get<IDbContextFactory<AppDb>>(), new BackupPlaces("smsadmin on db1", "Storage:MasterKey", "", IsShared: true), Rooms.Get<IOptions<BackupOptions>>(), Rooms.Get<BackupPruning>(), Rooms.Get<AuditTrail>(), Clock);
        var options = Rooms.Get<IOptions<ChecklistOptions>>();
        var checks = new LocalChecks(
            Rooms.Get<KeyRing>(), new KeyRingPlace("Storage:MasterKey", "smsadmin on db1", IsShared: true), new BackupCheck(backups, options, Clock), Rooms.Get<UsageMeter>(), Rooms.Get<Plans>(), options, Clock);

        var ring = await checks.RingAsync(false, Ct);

        Assert.Equal((CheckState.Pass, null), (ring.State, ring.Mend));
        Assert.Equal("Closed from outside the database, by Storage:MasterKey. Its backup is yours to make and not proven here: PostgreSQL’s own tools make it.", ring.Says);
        Assert.StartsWith("Not proven. Yours, by pg_dump", Assert.Single(ring.Evidence, line => line.Label == "Backup").Text, StringComparison.Ordinal);
    }

    private async Task<ItemResult> RingAsync()
    {
        var run = Assert.IsType<RunOutcome.Begun>(await Rooms.Get<ChecklistRuns>().RunAsync(new RunWish(PlanId), TestRooms.Anna, Ct));
        return (await Rooms.Get<ChecklistBook>().FindAsync(run.RunId, Ct))!.Items.Single(item => item.Result.Item == ChecklistItem.KeyRing).Result;
    }
}
