using Microsoft.Extensions.Logging;

namespace SmsAdmin.Core.Delivery;

/// <summary>Looks after plans side by side, one look a plan at a time: a plan whose host hangs holds back itself alone.</summary>
internal sealed partial class EachPlan(ILogger logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, Task> _looks = [];

    /// <summary>Starts a look at the plan, unless the last one has not ended.</summary>
    /// <returns>The look that runs.</returns>
    public Task Start(Guid planId, Func<CancellationToken, Task> look, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_looks.TryGetValue(planId, out var running) && !running.IsCompleted) return running;
            return _looks[planId] = Task.Run(() => RunAsync(planId, look, ct), CancellationToken.None);
        }
    }

    /// <summary>Waits until every look has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate) running = [.. _looks.Values];
        foreach (var look in running) await look.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Guid planId, Func<CancellationToken, Task> look, CancellationToken ct)
    {
        try
        {
            await look(ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            // Who started it need not be waiting for its end.
            Log.Failed(logger, fault, planId);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A look at plan {PlanId} failed; it goes on")]
        public static partial void Failed(ILogger logger, Exception fault, Guid planId);
    }
}
