using System.Collections.Concurrent;
using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Core.Delivery;

/// <summary>Works off the queues, each plan on its own: none waits for another.</summary>
public sealed class Dispatcher : IAsyncDisposable
{
    private static readonly TimeSpan PausedAreLookedAt = TimeSpan.FromMilliseconds(400);

    private readonly Plans _plans;
    private readonly PlanProbe _probe;
    private readonly TimeProvider _clock;
    private readonly Func<Guid, PlanWorker> _workerOf;
    private readonly ConcurrentDictionary<Guid, PlanWorker> _workers = new();

    private long? _probedAt;

    internal Dispatcher(Plans plans, PlanProbe probe, Func<Guid, PlanWorker> workerOf, TimeProvider clock) =>
        (_plans, _probe, _workerOf, _clock) = (plans, probe, workerOf, clock);

    /// <summary>Sends what is due now, as far as rate and flight allow, and comes back when nothing is.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        await Task.WhenAll(await ProbeAsync(ct));
        await Task.WhenAll(await WakeAsync(ct));
    }

    /// <summary>Wakes the worker of each plan that can send, and does not wait for what they do, nor for the answers of those that are paused.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        await ProbeAsync(ct);
        await WakeAsync(ct);
    }

    private async Task<IReadOnlyList<Task>> WakeAsync(CancellationToken ct)
    {
        var ready = (await _plans.ListAsync(ct)).Where(plan => plan.Readiness == PlanReadiness.Ready);
        return [.. ready.Select(plan => _workers.GetOrAdd(plan.Id, _workerOf).WakeAsync(ct))];
    }

    // The bell rings with every message; paused plans need no look each time.
    private async Task<IReadOnlyList<Task>> ProbeAsync(CancellationToken ct)
    {
        if (_probedAt is { } at && _clock.GetElapsedTime(at) < PausedAreLookedAt) return [];
        _probedAt = _clock.GetTimestamp();
        return await _probe.StartAsync(ct);
    }

    /// <summary>Waits until what is on its way to Sinch has been settled.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values) await worker.DisposeAsync();
    }
}
