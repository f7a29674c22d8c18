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
    private const int WarmUp = 30_000;
    // The most that a plan may have, and more than can be reached here.
    private const int Lifted = 10_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string of, int messages, int rounds)
    {
        var bare = await BareAsync(messages, rounds);
        var silent = await OursAsync(null, messages, rounds, receipts: false);
        var telling = await OursAsync(null, messages, rounds, receipts: true);
        return
        [
            new(of, "HTTP in to recorded 201 a second, receipts off", $"{silent:N0}", "≥ 4,500"),
            new(of, "bare HttpClient loop to the same sandbox", $"{bare:N0}", ""),
            new(of, "ratio of ours to the bare loop", $"{silent / bare:N2}", ""),
            new(of, "the same with receipts on, each to its end", $"{telling:N0}", ""),
        ];
    }

    /// <summary>The same on PostgreSQL, without receipts.</summary>
    /// <param name="postgres">An empty database.</param>
    public static async Task<IReadOnlyList<Figure>> OnPostgresAsync(string of, string postgres, int messages, int rounds) =>
        [new(of, "HTTP in to recorded 201 a second on PostgreSQL, receipts off", $"{await OursAsync(postgres, messages, rounds, receipts: false):N0}", "")];

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

    private static async Task<double> OursAsync(string? postgres, int messages, int rounds, bool receipts)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, Lifted, postgres);
        // Without callbacks reports would be polled; so rarely, that none falls into the run.
        using var program = await installation.StartAsync(receipts ? [] : ["--Delivery:Callbacks=false", "--Delivery:PollEvery=01:00:00"]);
        await using var rooms = await installation.OpenRoomsAsync();
        using var callers = new Callers(Callers, installation.Key);
        var url = new Uri(program.Address, "api/v1/messages");
        await callers.PostAsync(url, WarmUp, 202, Bodies.Ours);
        await ThroughAsync(rooms.Services, WarmUp, receipts);
        var (rates, sent) = (new List<double>(), WarmUp);
        for (var round = 0; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await callers.PostAsync(url, messages, 202, Bodies.Ours);
            await ThroughAsync(rooms.Services, sent += messages, receipts);
            rates.Add(messages / clock.Elapsed.TotalSeconds);
        }

        return Statistics.Median(rates);
    }

    private static async Task ThroughAsync(IServiceProvider rooms, int messages, bool toTheEnd)
    {
        var least = toTheEnd ? MessageState.Delivered : MessageState.Accepted;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await looks.WaitForNextTickAsync())
        {
            await using var db = await rooms.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
            // What is left is fewer the nearer the end, so the look costs less and less.
            if (!await db.Messages.AnyAsync(m => m.State < least) && await db.Messages.CountAsync() == messages) return;
        }
    }
}
