using System.Diagnostics;

namespace SmsAdmin.Benchmarks;

/// <summary>d: how exactly a limit of 30 a second is kept, and how much of it is used, with one instance and with three; c: how soon a code gets through a backlog.</summary>
internal static class Rates
{
    private const int PerSecond = 30;
    private const int Callers = 16;

    /// <param name="instances">More than one need PostgreSQL.</param>
    public static async Task<IReadOnlyList<Figure>> PrecisionAsync(int instances, string? postgres, int messages)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, PerSecond, postgres);
        var programs = new List<Child>();
        try
        {
            for (var i = 0; i < instances; i++) programs.Add(await installation.StartAsync());
            using var callers = new Callers(Callers, installation.Key);
            var clock = Stopwatch.StartNew();
            await callers.PostAsync(new Uri(programs[0].Address, "api/v1/messages"), messages, 202, Bodies.Bulk);
            var arrived = await ArrivedAsync(sandbox, messages);
            var span = (arrived.Max() - arrived.Min()).TotalSeconds;
            return
            [
                new("d", $"most in any one-second window, limit 30, {instances} instance{(instances == 1 ? "" : "s")}", $"{Statistics.MostInOneSecond(arrived)}", "≤ 30"),
                new("d", $"use of the limit, {messages:N0} messages", $"{(messages - PerSecond) / span / PerSecond:P1} in {clock.Elapsed.TotalSeconds:N1} s", ""),
            ];
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    public static async Task<IReadOnlyList<Figure>> CodeInBacklogAsync(int backlog, int codes)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, PerSecond, null);
        using var program = await installation.StartAsync();
        using var many = new Callers(64, installation.Key);
        using var one = new Callers(1, installation.Key);
        var url = new Uri(program.Address, "api/v1/messages");
        await many.PostAsync(url, backlog, 202, Bodies.Bulk);
        var took = new List<TimeSpan>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(290));
        var known = (await Sandboxes.LedgerAsync(sandbox)).Count;
        var asked = new List<(string Reference, DateTimeOffset At)>();
        for (var i = 0; i < codes; i++)
        {
            await pace.WaitForNextTickAsync();
            asked.Add((await one.PostAndReadAsync(url, Bodies.Otp(i)), DateTimeOffset.UtcNow));
        }

        var wanted = asked.ToDictionary(code => code.Reference, code => code.At);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await looks.WaitForNextTickAsync())
        {
            var there = (await Sandboxes.LedgerAsync(sandbox)).Where(send => send.Reference is not null && wanted.ContainsKey(send.Reference)).ToList();
            if (there.Count < codes) continue;
            took.AddRange(there.Select(send => send.At - wanted[send.Reference!]));
            break;
        }

        return
        [
            new("c", $"a code's way to Sinch while {backlog:N0} bulk messages drain at 30 a second, p50", $"{Statistics.Percentile(took, 0.5).TotalMilliseconds:N0} ms", ""),
            new("c", $"the same, p99 of {codes}", $"{Statistics.Percentile(took, 0.99).TotalMilliseconds:N0} ms", "< 1 s"),
        ];
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> ArrivedAsync(Child sandbox, int messages)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await looks.WaitForNextTickAsync())
        {
            if (await Sandboxes.LedgerAsync(sandbox) is { } ledger && ledger.Count >= messages) return [.. ledger.Select(send => send.At)];
        }

        throw new InvalidOperationException("The timer ended.");
    }
}
