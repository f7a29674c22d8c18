using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Backup;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

[NamesItsEngine]
public sealed class BackupPruningTests : BackupDesk
{
    [Fact]
    public async Task The_newest_stay_and_what_another_installation_put_there_too()
    {
        await using var rooms = await TestRooms.StartAsync(Clock, ["Backup:Keep=2", $"Backup:Directory={Elsewhere.FullName}"], engine: Engine.Sqlite);
        await rooms.AddPlanAsync(Sandbox);
        var backups = rooms.Get<Backups>();
        var (theirs, aside) = (Path.Combine(Elsewhere.FullName, "smsadmin-20261101-000000.zip"), Path.Combine(Elsewhere.FullName, "notes.txt"));
        await File.WriteAllTextAsync(theirs, "another's", Ct);
        await File.WriteAllTextAsync(aside, "not ours", Ct);

        var made = new List<BackupOutcome.Made>();
        for (var day = 0; day < 4; day++)
        {
            made.Add(Assert.IsType<BackupOutcome.Made>(await backups.MakeAsync(TestRooms.Anna, null, Ct)));
            Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal([[], [], [made[0].Entry.Name], [made[1].Entry.Name]], made.Select(one => one.Pruned));
        Assert.Equal([made[3].Entry.Name, made[2].Entry.Name, Path.GetFileName(theirs)], backups.List().Select(entry => entry.Name));
        Assert.True(File.Exists(aside));
        var audited = await rooms.Get<AuditLog>().ListAsync(new AuditFilter("backup.pruned", null, null), new AuditKey(), 10, Ct);
        Assert.Equal([(made[1].Entry.Name, "Anna Lind"), (made[0].Entry.Name, "Anna Lind")], audited.Rows.Select(row => (row.Subject, row.ActorName)));
    }

    [Fact]
    public async Task All_stay_where_that_is_set()
    {
        await using var rooms = await TestRooms.StartAsync(Clock, ["Backup:Keep=0"], engine: Engine.Sqlite);
        await rooms.AddPlanAsync(Sandbox);
        for (var day = 0; day < 11; day++)
        {
            Assert.IsType<BackupOutcome.Made>(await rooms.Get<Backups>().MakeAsync(TestRooms.Anna, null, Ct));
            Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(11, rooms.Get<Backups>().List().Count);
    }
}
