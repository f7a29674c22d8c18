using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Web;

public sealed class KeyRingNoticeTests(ReadyConsole console) : IClassFixture<ReadyConsole>
{
    private const string Title = "The key ring is not the one this database was closed with";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_foreign_key_ring_is_told_to_administrators_on_every_page_with_the_way_back()
    {
        using var admin = await console.AdminAsync(Ct);
        using var support = await console.SignedInAsync(Roles.Support, Ct);
        Assert.DoesNotContain(Title, await admin.ReadAsync("/account", Ct), StringComparison.Ordinal);
        await using (var db = await console.Room<IDbContextFactory<AppDb>>().CreateDbContextAsync(Ct))
        {
            await db.Settings.Where(setting => setting.Key == "KeyRing.Canary").ExecuteUpdateAsync(set => set.SetProperty(setting => setting.Value, "closed with another ring"), Ct);
            await db.Plans.ExecuteUpdateAsync(set => set.SetProperty(plan => plan.TokenCipher, "closed with another ring"), Ct);
        }

        await console.Room<KeyRing>().InspectAsync(Ct);
        var place = console.Room<StoragePlaces>().KeyRing;

        foreach (var path in (string[])["/account", "/users", "/settings"])
        {
            var page = await admin.ReadAsync(path, Ct);
            Assert.Contains(Title, page, StringComparison.Ordinal);
            Assert.Contains("the API token of Sandbox", page, StringComparison.Ordinal);
            Assert.Contains(place, page, StringComparison.Ordinal);
        }

        Assert.Contains("Not the right ring", await admin.ReadAsync("/settings", Ct), StringComparison.Ordinal);
        Assert.DoesNotContain(place, await support.ReadAsync("/account", Ct), StringComparison.Ordinal);
    }
}
