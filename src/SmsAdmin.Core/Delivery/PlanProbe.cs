using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Asks paused plans, now and then, whether they work again. The one that does goes on by itself.</summary>
public sealed class PlanProbe(PlanStates states, PlanChecks checks, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    public async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var planId in await states.DueAsync(ct))
        {
            var check = await checks.CheckAsync(planId, Actor.System("Queue"), ct);
            if (check is { Works: true }) continue;
            await states.PauseAsync(planId, check?.Says, clock.GetUtcNow() + options.Value.ProbeEvery, ct);
        }
    }
}
