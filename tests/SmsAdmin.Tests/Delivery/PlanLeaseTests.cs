using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Delivery;

/// <summary>Two instances on one database and one clock: who may work off a plan's queue.</summary>
public sealed class PlanLeaseTests : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);

    private Walk _walk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _walk = await Walk.StartAsync();

    public ValueTask DisposeAsync() => _walk.DisposeAsync();

    [Fact]
    public async Task The_second_instance_gets_the_plan_only_once_the_first_ones_lease_is_over_and_the_fence_goes_up()
    {
        await using var first = Instance();
        await using var second = Instance();
        var fence = await first.HoldAsync(_walk.PlanId, Ct);
        Assert.NotNull(fence);
        Assert.Null(await second.HoldAsync(_walk.PlanId, Ct));

        _walk.Clock.Advance(Lease);
        Assert.Null(await second.HoldAsync(_walk.PlanId, Ct));
        _walk.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(fence + 1, await second.HoldAsync(_walk.PlanId, Ct));
        Assert.Null(await first.HoldAsync(_walk.PlanId, Ct));
    }

    [Fact]
    public async Task Who_renews_in_time_keeps_the_plan_and_its_fence()
    {
        await using var first = Instance();
        await using var second = Instance();
        var fence = await first.HoldAsync(_walk.PlanId, Ct);
        for (var i = 0; i < 10; i++)
        {
            _walk.Clock.Advance(Lease / 3);
            Assert.Equal(fence, await first.HoldAsync(_walk.PlanId, Ct));
            Assert.Null(await second.HoldAsync(_walk.PlanId, Ct));
        }
    }

    [Fact]
    public async Task After_half_of_its_lease_without_renewal_an_instance_no_longer_starts_a_send()
    {
        await using var first = Instance();
        Assert.False(first.IsSafe(_walk.PlanId));
        await first.HoldAsync(_walk.PlanId, Ct);
        Assert.True(first.IsSafe(_walk.PlanId));
        _walk.Clock.Advance((Lease / 2) - TimeSpan.FromMilliseconds(1));
        Assert.True(first.IsSafe(_walk.PlanId));
        _walk.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(first.IsSafe(_walk.PlanId));

        // Nobody took it meanwhile: renewed, it is safe again.
        await first.HoldAsync(_walk.PlanId, Ct);
        Assert.True(first.IsSafe(_walk.PlanId));
    }

    [Fact]
    public async Task An_old_fence_claims_nothing()
    {
        var id = await _walk.SubmitAsync("+12015550100");
        await using var first = Instance();
        await using var second = Instance();
        var old = await first.HoldAsync(_walk.PlanId, Ct);
        _walk.Clock.Advance(Lease * 2);
        var current = await second.HoldAsync(_walk.PlanId, Ct);

        Assert.Empty(await ClaimAsync(old!.Value));
        Assert.Equal(MessageState.Queued, (await _walk.FindAsync(id)).State);
        Assert.Equal([id], (await ClaimAsync(current!.Value)).Select(m => m.Id));
    }

    [Fact]
    public async Task An_instance_that_ends_lets_go_so_that_another_need_not_wait_for_the_lease_but_for_the_rate()
    {
        var first = Instance();
        await using var second = Instance();
        var fence = await first.HoldAsync(_walk.PlanId, Ct);
        await first.DisposeAsync();

        _walk.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await second.HoldAsync(_walk.PlanId, Ct));
        _walk.Clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(fence + 1, await second.HoldAsync(_walk.PlanId, Ct));
    }

    [Fact]
    public async Task Of_many_instances_that_start_together_one_gets_the_plan()
    {
        var instances = Enumerable.Range(0, 8).Select(_ => Instance()).ToList();
        var fences = await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.HoldAsync(_walk.PlanId, Ct), Ct)));
        Assert.Single(fences, fence => fence is not null);
        foreach (var instance in instances) await instance.DisposeAsync();
    }

    [Fact]
    public async Task What_an_instance_left_claimed_is_looked_up_by_the_next_holder_at_once()
    {
        var id = await _walk.SubmitAsync("+12015550100");
        await using (var first = Instance()) Assert.Single(await ClaimAsync((await first.HoldAsync(_walk.PlanId, Ct))!.Value));

        // The lease of its claim is not over, but its holder is another now.
        _walk.Clock.Advance(TimeSpan.FromSeconds(2));
        await _walk.CheckOutcomesAsync();
        Assert.True((await _walk.FindAsync(id)).OutcomeUnknown);
    }

    private Task<IReadOnlyList<Message>> ClaimAsync(long fence)
    {
        var now = _walk.Clock.GetUtcNow();
        return _walk.Rooms.Get<Claims>().CommitAsync(new ClaimWish(_walk.PlanId, fence, 10, now, now + TimeSpan.FromSeconds(45), null));
    }

    private PlanLeases Instance() =>
        new(_walk.Rooms.Get<IDbContextFactory<AppDb>>(), Options.Create(new DeliveryOptions { PlanLease = Lease }), _walk.Rooms.Get<SharedClock>(), _walk.Clock);
}
