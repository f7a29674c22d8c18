using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Asks paused plans, now and then, whether they work again. The one that does goes on by itself.</summary>
public sealed class PlanProbe(PlanStates states, PlanChecks checks, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<PlanProbe> logger) : IAsyncDisposable
{
    private readonly EachPlan _each = new(logger);

    /// <summary>Asks those whose time has come, and comes back when all have answered.</summary>
    public async Task RunOnceAsync(CancellationToken ct) => await Task.WhenAll(await StartAsync(ct));

    /// <summary>Asks those whose time has come, and does not wait for what they answer.</summary>
    public async Task<IReadOnlyList<Task>> StartAsync(CancellationToken ct) =>
        [.. (await states.DueAsync(ct)).Select(planId => _each.Start(planId, token => AskAsync(planId, token), ct))];

    public ValueTask DisposeAsync() => _each.DisposeAsync();

    private async Task AskAsync(Guid planId, CancellationToken ct)
    {
        var check = await checks.CheckAsync(planId, Actor.System("Queue"), ct);
        if (check is { Works: true }) return;
        await states.PauseAsync(planId, check?.Says, clock.GetUtcNow() + options.Value.ProbeEvery, ct);
    }
}
