using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Benchmarks;

/// <summary>
/// b: from HTTP in to the recorded 201, with the rate lifted, through key check, quota and audit; beside it the bare client
/// posting the same bodies to the same sandbox with as many callers.
/// </summary>
internal static class EndToEnd
{
    private const int Callers = 64;
    private const int WarmUp = 60_000;
    // The most that a plan may have, and more than can be reached here.
    private const int Lifted = 10_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string of, int messages, int rounds)
    {
        var bare = await BareAsync(messages, rounds);
        var silent = await OursAsync(null, messages, rounds, receipts: false);
        var telling = await OursAsync(null, messages, rounds, receipts: true);
        return
        [
            new(of, "HTTP in to recorded 201 a second, receipts off", $"{silent.PerSecond:N0}", "≥ 4,500"),
            new(of, "processor time a message, ours and the sandbox's", $"{silent.Ours:N0} µs, {silent.Sandbox:N0} µs", ""),
            new(of, "bare HttpClient loop to the same sandbox", $"{bare:N0}", ""),
            new(of, "ratio of ours to the bare loop", $"{silent.PerSecond / bare:N2}", ""),
            new(of, "the same with receipts on, each to its end", $"{telling.PerSecond:N0}", ""),
        ];
    }

    /// <summary>The same on PostgreSQL, without receipts.</summary>
    /// <param name="postgres">An empty database.</param>
    public static async Task<IReadOnlyList<Figure>> OnPostgresAsync(string of, string postgres, int messages, int rounds) =>
        [new(of, "HTTP in to recorded 201 a second on PostgreSQL, receipts off", $"{(await OursAsync(postgres, messages, rounds, receipts: false)).PerSecond:N0}", "")];

    private static async Task<double> BareAsync(int messages, int rounds)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var callers = new Callers(Callers, "token-bench");
        var url = new Uri(sandbox.Address, "sinch/us/xms/v1/bench/batches");
        await callers.PostAsync(url, WarmUp, 201, Bodies.Sinch);
        var rates = new List<double>();
        for (var round = 0; round < rounds; round++) rates.Add(messages / (await callers.PostAsync(url, messages, 201, Bodies.Sinch)).Took.TotalSeconds);
        return Statistics.Median(rates);
    }

    private static async Task<Run> OursAsync(string? postgres, int messages, int rounds, bool receipts)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, Lifted, postgres);
        // Without callbacks reports would be polled; so rarely, that none falls into the run.
        using var program = await installation.StartAsync(receipts ? [] : ["--Delivery:Callbacks=false", "--Delivery:PollEvery=01:00:00"]);
        await using var rooms = await installation.OpenRoomsAsync();
        using var callers = new PlainCallers(new Uri(program.Address, "api/v1/messages"), Callers, installation.Key);
        await callers.PostAsync(WarmUp, 202, Bodies.Ours);
        await ThroughAsync(rooms.Services, installation.PlanId, WarmUp, receipts);
        var (rates, sent) = (new List<double>(), WarmUp);
        var (ours, theirs) = (program.Cpu, sandbox.Cpu);
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await callers.PostAsync(messages, 202, Bodies.Ours);
            await ThroughAsync(rooms.Services, installation.PlanId, sent += messages, receipts);
            rates.Add(messages / clock.Elapsed.TotalSeconds);
        }

        return new Run(Statistics.Median(rates), Each(program.Cpu - ours), Each(sandbox.Cpu - theirs));

        double Each(TimeSpan all) => all.TotalMicroseconds / (messages * rounds);
    }

    // Where this looked at each message, the program that is measured would share the machine with the measuring.
    private static async Task ThroughAsync(IServiceProvider rooms, Guid planId, int messages, bool toTheEnd)
    {
        MessageState[] open = toTheEnd ? [MessageState.Queued, MessageState.Sending, MessageState.Accepted, MessageState.Dispatched] : [MessageState.Queued, MessageState.Sending];
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await looks.WaitForNextTickAsync())
        {
            await using var db = await rooms.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
            var left = false;
            // By the index, one state after the other.
            foreach (var state in open) left = left || await db.Messages.AnyAsync(m => m.PlanId == planId && m.State == state);
            if (!left && await db.Messages.CountAsync() == messages) return;
        }
    }

    /// <param name="Ours">Processor time a message, microseconds.</param>
    /// <param name="Sandbox">The same of the pretend Sinch.</param>
    private sealed record Run(double PerSecond, double Ours, double Sandbox);
}
