namespace SmsAdmin.Benchmarks;

/// <summary>a: messages accepted a second over HTTP, each on the disk before its caller hears yes. The plan sends one a second, so that little else goes on.</summary>
internal static class Acceptance
{
    private const int Callers = 64;
    private const int WarmUp = 150_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(string of, string? postgres, int messages, int rounds)
    {
        using var sandbox = await Sandboxes.StartAsync();
        using var installation = await Installation.MakeAsync(sandbox, 1, postgres);
        using var program = await installation.StartAsync();
        using var callers = new PlainCallers(new Uri(program.Address, "api/v1/messages"), Callers, installation.Key);
        await callers.PostAsync(WarmUp, 202, Bodies.Ours);
        var rates = new List<double>();
        TimeSpan[] each = [];
        var cpu = program.Cpu;
        for (var round = 0; round < rounds; round++)
        {
            (var took, each) = await callers.PostAsync(messages, 202, Bodies.Ours);
            rates.Add(messages / took.TotalSeconds);
        }

        cpu = program.Cpu - cpu;
        return
        [
            new(of, "accepted messages a second, 64 callers", $"{Statistics.Median(rates):N0}", of == "a" ? "≥ 10,000" : ""),
            new(of, "time to the answer, p50 and p99", $"{Statistics.Percentile(each, 0.5).TotalMilliseconds:N1} ms, {Statistics.Percentile(each, 0.99).TotalMilliseconds:N1} ms", ""),
            new(of, "processor time of ours a message", $"{cpu.TotalMicroseconds / (messages * rounds):N0} µs", ""),
        ];
    }
}
