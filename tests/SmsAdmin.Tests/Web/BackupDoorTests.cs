using System.Net;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Backup;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Web;

[NamesItsEngine]
public sealed class BackupDoorTests : IAsyncLifetime
{
    private readonly ReadyConsole _console = new() { Engine = Engine.Sqlite };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Only_an_administrator_takes_a_backup_away_and_always_as_a_file()
    {
        var made = Assert.IsType<BackupOutcome.Made>(await _console.Room<Backups>().MakeAsync(TestRooms.Anna, null, Ct)).Entry;
        var path = $"/settings/backups/{made.Name}";

        using var admin = await _console.AdminAsync(Ct);
        using var taken = await admin.GetAsync(path, Ct);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(("attachment", made.Name), (taken.Content.Headers.ContentDisposition!.DispositionType, taken.Content.Headers.ContentDisposition.FileName));
        Assert.True(taken.Headers.CacheControl!.NoStore);
        Assert.Equal(made.Size, (await taken.Content.ReadAsByteArrayAsync(Ct)).Length);
        Assert.Contains("Downloaded a backup", await admin.ReadAsync("/audit", Ct), StringComparison.Ordinal);

        foreach (var wrong in (string[])["smsadmin-20000101-000000.zip", "..%2Fsmsadmin.db", ".lock"])
        {
            using var none = await admin.GetAsync($"/settings/backups/{wrong}", Ct);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        foreach (var role in (string[])[Roles.Operator, Roles.Support])
        {
            using var visitor = await _console.SignedInAsync(role, Ct);
            using var refused = await visitor.GetAsync(path, Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }
}
