using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Core.Delivery;

/// <summary>A hosted service is a loop and nothing else: do, wait for the signal or the interval, go on.</summary>
/// <param name="name">What the log calls it.</param>
/// <param name="runOnce">The work; tests call it without the loop.</param>
/// <param name="wait">Returns when there may be work again.</param>
public sealed partial class Loop(string name, Func<CancellationToken, Task> runOnce, Func<CancellationToken, Task> wait, TimeProvider clock, ILogger<Loop> logger)
    : BackgroundService
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runOnce(stoppingToken);
                await wait(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A loop that dies is a queue that stands still: say it and go on.
                Log.RoundFailed(logger, fault, name);
                await Task.Delay(AfterFault, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A round of {Name} failed; it goes on")]
        public static partial void RoundFailed(ILogger logger, Exception fault, string name);
    }
}
