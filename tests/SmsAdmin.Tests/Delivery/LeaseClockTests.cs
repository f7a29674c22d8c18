using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Delivery;

/// <summary>Two instances on one PostgreSQL whose clocks differ: the lease runs by the server's.</summary>
[NamesItsEngine]
public sealed class LeaseClockTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3)]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task A_clock_that_is_off_takes_no_plan_early_neither_from_a_holder_nor_at_a_hand_over(int secondsAhead)
    {
        await using var rooms = await TestRooms.StartAsync(engine: Engine.Postgres);
        var plan = Guid.NewGuid();
        var first = Instance(TimeProvider.System);
        await using var second = Instance(new FakeTimeProvider(DateTimeOffset.UtcNow.AddSeconds(secondsAhead)));
        var fence = await first.HoldAsync(plan, Ct);
        Assert.NotNull(fence);
        Assert.Null(await second.HoldAsync(plan, Ct));

        var letGo = TimeProvider.System.GetTimestamp();
        await first.DisposeAsync();
        Assert.Null(await second.HoldAsync(plan, Ct));
        await Eventually.HoldsAsync(async () => await second.HoldAsync(plan, Ct) == fence + 1, () => Task.FromResult("The second never gets the plan."), TimeSpan.FromSeconds(20));
        Assert.True(TimeProvider.System.GetElapsedTime(letGo) > TimeSpan.FromSeconds(1.4), "It was taken before the rate allows.");

        PlanLeases Instance(TimeProvider clock) =>
            new(rooms.Get<IDbContextFactory<AppDb>>(), Options.Create(new DeliveryOptions { PlanLease = TimeSpan.FromSeconds(30) }), rooms.Get<SharedClock>(), clock);
    }
}
