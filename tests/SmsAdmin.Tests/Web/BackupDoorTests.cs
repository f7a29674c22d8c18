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

    [Fact]
    public async Task A_backup_of_elsewhere_joins_the_list_once_it_was_restored_on_trial_and_what_is_none_does_not()
    {
        var made = Assert.IsType<BackupOutcome.Made>(await _console.Room<Backups>().MakeAsync(TestRooms.Anna, null, Ct)).Entry;
        var content = await File.ReadAllBytesAsync(made.Path, Ct);
        using var admin = await _console.AdminAsync(Ct);

        Assert.Contains($"{made.Name} lies here already.", await UploadAsync(admin, made.Name, content), StringComparison.Ordinal);
        Assert.Contains("Leave a backup the name that it had", await UploadAsync(admin, "../../smsadmin.db", content), StringComparison.Ordinal);
        File.Delete(made.Path);
        // More than a form has elsewhere.
        Assert.Contains("is not a backup of SmsAdmin", await UploadAsync(admin, made.Name, new byte[40_000_000]), StringComparison.Ordinal);
        Assert.Empty(_console.Room<Backups>().List());

        Assert.Contains("The backup is here", await UploadAsync(admin, made.Name, content), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(Assert.Single(_console.Room<Backups>().List()).Path, Ct));
        Assert.Contains("Uploaded a backup", await admin.ReadAsync("/audit", Ct), StringComparison.Ordinal);

        foreach (var role in (string[])[Roles.Operator, Roles.Support])
        {
            using var visitor = await _console.SignedInAsync(role, Ct);
            using var refused = await PostBlindAsync(visitor, made.Name, content);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var blind = await PostBlindAsync(admin, made.Name, content);
        Assert.Equal(HttpStatusCode.BadRequest, blind.StatusCode);
    }

    // Without having opened the page: no token.
    private static async Task<HttpResponseMessage> PostBlindAsync(Visitor visitor, string name, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/settings/backups") { Content = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name } } };
        return await visitor.SendAsync(request, Ct);
    }

    private static async Task<string> UploadAsync(Visitor visitor, string name, byte[] content)
    {
        using var posted = await visitor.PostFileAsync("/settings/backup", "file", name, content, Ct);
        Assert.Equal((HttpStatusCode.Redirect, "/settings/backup?uploaded=1"), (posted.StatusCode, visitor.Leads(posted)));
        return await visitor.ReadAsync("/settings/backup?uploaded=1", Ct);
    }
}
