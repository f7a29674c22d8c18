using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Backup;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

/// <summary>A restore from the page: prepared while the console runs, and done by the next start.</summary>
[NamesItsEngine]
public sealed class NextStartTests : BackupDesk
{
    private NextStarts Starts => Rooms.Get<NextStarts>();

    private string Database => Path.Combine(Rooms.Directory.FullName, "smsadmin.db");

    private string KeyRing => Path.Combine(Rooms.Directory.FullName, "keys");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_takes_the_databases_place_at_the_next_start_also_one_that_broke_off_and_what_was_there_is_kept(bool brokeOff)
    {
        var before = await SubmitAsync(2);
        var entry = await MakeAsync();
        await SubmitAsync();
        Assert.Equal(2, Assert.IsType<RestoreOutcome.Restored>(await Starts.PrepareAsync(entry.Name, TestRooms.Anna, Ct)).Messages);
        var waiting = Starts.Waiting!;
        Assert.Equal((entry.Name, 2, "Anna Lind"), (waiting.Name, waiting.Messages, waiting.PreparedBy));
        Assert.Equal(3, await Rooms.LookAsync(db => db.Messages.CountAsync(Ct)));

        var (database, keyRing, aside) = (Database, KeyRing, Path.Combine(Rooms.Directory.FullName, waiting.Aside));
        var directory = await Rooms.StopAsync();
        if (brokeOff)
        {
            // Killed with the old one aside; the start after that made an empty one.
            Directory.CreateDirectory(aside);
            File.Move(database, Path.Combine(aside, "smsadmin.db"));
            SqliteFile.Make(database);
        }

        Assert.Equal(waiting, NextStart.Take(database, keyRing));
        Assert.Null(NextStart.Take(database, keyRing));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await using var rooms = await TestRooms.StartAsync(Clock, directory: directory, engine: Engine.Sqlite);
        var there = await rooms.LookAsync(db => db.Messages.AsNoTracking().ToListAsync(Ct));
        Assert.Equal(before.Order(), there.Select(message => message.Id).Order());
        Assert.All(there, message => Assert.Equal("Hello there", rooms.Get<TextVault>().Open(message.TextCipher!)));
        Assert.Equal(RestoreHold.Holder, (await rooms.Get<Plans>().FindAsync(PlanId, Ct))!.PausedBy);
        Assert.Null(rooms.Get<NextStarts>().Waiting);
        Assert.Equal(3L, await CountAsync(Path.Combine(aside, "smsadmin.db")));
    }

    [Fact]
    public async Task What_is_left_and_what_was_never_finished_changes_nothing_at_the_next_start()
    {
        var entry = await MakeAsync();
        await Starts.PrepareAsync(entry.Name, TestRooms.Anna, Ct);
        await Starts.LeaveAsync(TestRooms.Anna, Ct);
        Assert.Null(Starts.Waiting);
        // Both at one instant of this clock.
        Assert.Equal(["backup.restore-left", "backup.restore-prepared"], (await Rooms.LookAsync(db => db.Audit.Where(one => one.Action.StartsWith("backup.restore-")).Select(one => one.Action).ToListAsync(Ct))).Order(StringComparer.Ordinal));

        var half = Directory.CreateDirectory(Path.Combine(Rooms.Directory.FullName, "next-start"));
        await File.WriteAllTextAsync(Path.Combine(half.FullName, "smsadmin.db"), "half", Ct);
        Assert.Null(NextStart.Take(Database, KeyRing));
        Assert.False(Directory.Exists(half.FullName));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_the_next_start_goes_on_with_what_is_there()
    {
        var entry = await MakeAsync();
        await File.WriteAllTextAsync(entry.Path, "no zip", Ct);

        Assert.Contains("is not a backup of SmsAdmin", Assert.IsType<RestoreOutcome.Refused>(await Starts.PrepareAsync(entry.Name, TestRooms.Anna, Ct)).Says, StringComparison.Ordinal);
        Assert.Null(Starts.Waiting);
        Assert.IsType<RestoreOutcome.Refused>(await Starts.PrepareAsync("smsadmin-20200101-000000.zip", TestRooms.Anna, Ct));
    }

    private static async Task<long> CountAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Ct);
        await using var count = connection.CreateCommand();
        count.CommandText = """SELECT COUNT(*) FROM "Messages" """;
        return (long)(await count.ExecuteScalarAsync(Ct))!;
    }
}
