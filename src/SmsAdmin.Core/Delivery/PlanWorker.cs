using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Delivery;

/// <summary>Works off one plan's queue: claims what can go now, shapes the rate, and keeps a bounded number on their way.</summary>
internal sealed partial class PlanWorker(
    Guid planId, Plans plans, PlanLeases leases, Claims claims, MessageMoves moves, Sender sender, IOptions<DeliveryOptions> options, TimeProvider clock,
    ILogger<PlanWorker> logger) : IAsyncDisposable
{
    private readonly PlanRate _rate = new(clock);
    private readonly LaneTurns _turns = new();
    private readonly Lock _gate = new();
    private Task _run = Task.CompletedTask;
    private bool _again;
    private volatile bool _held;

    /// <summary>Works until nothing is due; one that works already looks once more before it ends.</summary>
    public Task WakeAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            _again = true;
            return _run.IsCompleted ? _run = Task.Run(() => RunAsync(ct), CancellationToken.None) : _run;
        }
    }

    /// <summary>Waits until what is on its way to Sinch has been settled.</summary>
    public async ValueTask DisposeAsync()
    {
        Task run;
        lock (_gate) run = _run;
        await run;
        _rate.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        do
        {
            lock (_gate) _again = false;
            try
            {
                await WorkOffAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // What was claimed is found again by its lease; the next round tries anew.
                Log.Failed(logger, fault, planId);
                return;
            }
        }
        while (GoesOn());
    }

    private bool GoesOn()
    {
        lock (_gate)
        {
            // Under the lock that wakes: whoever rings from here on starts a new run.
            if (_again) return true;
            _run = Task.CompletedTask;
            return false;
        }
    }

    private async Task WorkOffAsync(CancellationToken ct)
    {
        _held = false;
        using var flight = new Flight(options.Value.InFlight);
        try
        {
            while (!_held && await ClaimAsync(flight, ct) is { Plan: { } plan, Messages: { Count: > 0 } messages })
            {
                for (var i = 0; i < messages.Count; i++) await StartAsync(plan, messages[i], flight, ct);
            }
        }
        finally
        {
            await flight.LandedAsync();
        }
    }

    // No more than a tenth of a second's worth: a claim is a promise to send now, and a code may come in any moment.
    private async Task<(OpenPlan? Plan, IReadOnlyList<Message> Messages)> ClaimAsync(Flight flight, CancellationToken ct)
    {
        var free = await flight.RoomAsync(ct);
        if (await leases.HoldAsync(planId, ct) is not { } fence) return default;
        if (await plans.OpenAsync(planId, ct) is not { Plan.Readiness: PlanReadiness.Ready } plan) return default;
        var now = clock.GetUtcNow();
        var most = Math.Clamp(plan.Plan.PerSecond / 10, 1, free);
        var spared = _turns.Spared;
        var messages = await claims.CommitAsync(new ClaimWish(planId, fence, most, now, now + sender.ClaimLasts, spared));
        _turns.Went(spared, messages.Select(message => message.Lane));
        return (plan, messages);
    }

    private async Task StartAsync(OpenPlan plan, Message message, Flight flight, CancellationToken ct)
    {
        if (await sender.TooLateAsync(plan.Plan, message)) return;
        PlanRate.Pass pass;
        try
        {
            pass = await _rate.WaitAsync(plan.Plan.PerSecond, plan.Plan.CountsParts ? message.Parts : 1, message.Lane == Lane.Otp, ct);
        }
        catch (OperationCanceledException)
        {
            // The program ends: this one and those claimed with it wait for the next start, and none is in doubt.
            await moves.ReleaseAsync(message);
            return;
        }

        if (_held || !leases.IsSafe(planId) || !sender.HasTime(message))
        {
            pass.Dispose();
            await moves.ReleaseAsync(message);
            return;
        }

        // Its turn may have come too late.
        if (await sender.TooLateAsync(plan.Plan, message))
        {
            pass.Dispose();
            return;
        }

        flight.Start(() => SendAsync(plan, message, pass));
    }

    private async Task SendAsync(OpenPlan plan, Message message, PlanRate.Pass pass)
    {
        try
        {
            using (pass)
            {
                if (await sender.SendAsync(plan, message, pass)) _held = true;
            }
        }
        catch (Exception fault)
        {
            // Not written down, so the lease will tell: it is looked up before anything is sent again.
            Log.Failed(logger, fault, planId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A round of plan {PlanId} failed; it goes on")]
        public static partial void Failed(ILogger logger, Exception fault, Guid planId);
    }
}
