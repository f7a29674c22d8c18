using SmsAdmin.Core.Backup;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Backup;

[NamesItsEngine]
public sealed class BackupRunsTests : BackupDesk
{
    [Fact]
    public async Task Who_asked_and_waits_no_longer_does_not_end_it_and_who_asks_meanwhile_gets_the_same()
    {
        using var goes = new SemaphoreSlim(0);
        using var held = Rooms.Get<BackupChanges>().Listen(() => goes.Wait(Ct));
        using var gone = new CancellationTokenSource();
        var runs = Rooms.Get<BackupRuns>();
        var waiting = runs.RunAsync(TestRooms.Anna, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var other = runs.RunAsync(TestRooms.Anna, Ct);
        goes.Release(1000);

        Assert.Equal(Assert.IsType<BackupOutcome.Made>(await other).Entry, Assert.Single(Backups.List()));
    }
}
