using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Tests.Credentials;

public sealed class KeyRingTests : PlanRooms
{
    [Fact]
    public async Task With_the_ring_gone_it_is_said_nothing_is_overwritten_and_putting_it_back_opens_all()
    {
        var id = await Rooms.AddPlanAsync(Sandbox);
        Assert.True((await Rooms.Get<KeyRing>().InspectAsync(Ct)).IsWhole);
        var before = await SecretsAsync();
        var storage = await Rooms.StopAsync();
        var ring = Path.Combine(storage.FullName, "keys");
        Directory.Move(ring, ring + ".away");

        await RestartAsync(storage);
        var report = await Rooms.Get<KeyRing>().InspectAsync(Ct);
        Assert.False(report.IsWhole);
        Assert.Equal(["the API token of Acme US"], report.Unreadable);
        Assert.Equal(PlanReadiness.TokenUnreadable, (await PlanAsync(id)).Readiness);
        Assert.Null(await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct));
        Assert.Equal(before, await SecretsAsync());

        await Rooms.StopAsync();
        Directory.Delete(ring, recursive: true);
        Directory.Move(ring + ".away", ring);
        await RestartAsync(storage);

        Assert.True((await Rooms.Get<KeyRing>().InspectAsync(Ct)).IsWhole);
        Assert.True((await Rooms.Get<PlanChecks>().CheckAsync(id, Anna, Ct))?.Works);
    }

    private Task<List<string>> SecretsAsync() => Rooms.LookAsync(async db =>
    {
        var tokens = await db.Plans.OrderBy(plan => plan.Id).Select(plan => plan.TokenCipher).ToListAsync(Ct);
        var settings = await db.Settings.OrderBy(setting => setting.Key).Select(setting => setting.Value).ToListAsync(Ct);
        return tokens.Concat(settings).ToList();
    });
}
