using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Core.Delivery;

/// <summary>
/// One dispatcher a plan, among all instances: it holds the plan's lease and renews it. It stops well before the others
/// may take over, so that two never send at once and the plan's rate is one instance's to keep. A lease runs by the clock
/// that all share; how long ago it was renewed, each tells by its own, which no correction of the time of day moves.
/// </summary>
public sealed class PlanLeases(IDbContextFactory<AppDb> databases, IOptions<DeliveryOptions> options, SharedClock shared, TimeProvider clock) : IAsyncDisposable
{
    private readonly Guid _me = Guid.CreateVersion7();
    private readonly string _name = $"{Environment.MachineName}, process {Environment.ProcessId}";
    private readonly ConcurrentDictionary<Guid, Held> _held = new();

    /// <summary>The fence of the plan's lease, taken or renewed where that is due; null while another instance holds it.</summary>
    public async Task<long?> HoldAsync(Guid planId, CancellationToken ct)
    {
        var length = options.Value.PlanLease;
        if (_held.TryGetValue(planId, out var held) && clock.GetElapsedTime(held.RenewedAt) < length / 4) return held.Fence;
        // Before the statement: the lease may not seem younger to us than it is to the others.
        var asked = clock.GetTimestamp();
        if (await TakeAsync(planId, length, ct) is not { } fence)
        {
            _held.TryRemove(planId, out _);
            return null;
        }

        _held[planId] = new Held(fence, asked);
        return fence;
    }

    /// <summary>True while nobody else can have taken the plan, with time left for a send to reach Sinch.</summary>
    public bool IsSafe(Guid planId) => _held.TryGetValue(planId, out var held) && clock.GetElapsedTime(held.RenewedAt) < options.Value.PlanLease / 2;

    // What was sent last is a second's rate old by then, its way to Sinch included.
    private static readonly TimeSpan LettingGoTakes = TimeSpan.FromSeconds(1.5);

    /// <summary>Lets go of everything, so that another instance need not wait long: just so that both together keep the rate.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_held.IsEmpty) return;
        _held.Clear();
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            var until = await shared(db, CancellationToken.None) + LettingGoTakes;
            await db.PlanLeases.Where(l => l.Holder == _me && l.Until > until).ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, until));
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or InvalidOperationException)
        {
            // Storage is gone, and the lease ends by itself.
        }
    }

    private async Task<long?> TakeAsync(Guid planId, TimeSpan length, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = await shared(db, ct);
        var until = now + length;
        var mine = await db.PlanLeases.Where(l => l.PlanId == planId && l.Holder == _me).ExecuteUpdateAsync(set => set
            .SetProperty(l => l.RenewedAt, now)
            .SetProperty(l => l.Until, until), ct);
        if (mine == 0)
        {
            var taken = await db.PlanLeases.Where(l => l.PlanId == planId && (l.Holder == null || l.Until < now)).ExecuteUpdateAsync(set => set
                .SetProperty(l => l.Holder, _me)
                .SetProperty(l => l.HolderName, _name)
                .SetProperty(l => l.Fence, l => l.Fence + 1)
                .SetProperty(l => l.RenewedAt, now)
                .SetProperty(l => l.Until, until), ct);
            if (taken == 0 && !await AddAsync(db, planId, now, until, ct)) return null;
        }

        return await db.PlanLeases.Where(l => l.PlanId == planId && l.Holder == _me).Select(l => (long?)l.Fence).SingleOrDefaultAsync(ct);
    }

    // Two may be first at once.
    private async Task<bool> AddAsync(AppDb db, Guid planId, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        if (await db.PlanLeases.AnyAsync(l => l.PlanId == planId, ct)) return false;
        var lease = new PlanLease { PlanId = planId, Holder = _me, HolderName = _name, Fence = 1, RenewedAt = now, Until = until };
        try
        {
            return await db.InsertAsync([lease]) is [1];
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }

    /// <param name="RenewedAt">A timestamp of the clock, which no correction of the time of day moves.</param>
    private sealed record Held(long Fence, long RenewedAt);
}
