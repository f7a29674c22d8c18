namespace SmsAdmin.Benchmarks;

/// <summary>What is measured, by the letters of the documentation.</summary>
internal static class Measures
{
    private const int Rounds = 3;

    public static IEnumerable<(string Of, Func<Task<IReadOnlyList<Figure>>> Run)> All(Options options)
    {
        yield return ("a", () => Acceptance.RunAsync("a", null, options.Size(60_000), Rounds));
        yield return ("b", () => EndToEnd.RunAsync("b", options.Size(30_000), Rounds));
        yield return ("c", () => Rates.CodeInBacklogAsync(10_000, options.Size(200)));
        yield return ("d", () => Rates.PrecisionAsync(1, null, options.Size(1_000)));
        yield return ("e", () => Million.RunAsync(options.Size(1_000_000), options.Size(1_000)));
        yield return ("g", () => Checks.AlikeAsync("g", null, options.Size(1_000)));
        yield return ("h", () => Checks.SteadyAsync("h", null, options.Size(6_000)));
        yield return ("i", () => OdooCalls.RunAsync("i", null, options.Size(20)));
        if (options.Postgres is not { } server)
        {
            Console.Error.WriteLine("Without --postgres: neither f nor three instances nor g, h and i on it are measured.");
            yield break;
        }

        yield return ("d", () => OnDatabaseAsync(server, database => Rates.PrecisionAsync(3, database, options.Size(1_000))));
        yield return ("f", () => OnDatabaseAsync(server, database => Acceptance.RunAsync("f", database, options.Size(60_000), Rounds)));
        yield return ("g", () => OnDatabaseAsync(server, database => Checks.AlikeAsync("g", database, options.Size(1_000))));
        yield return ("h", () => OnDatabaseAsync(server, database => Checks.SteadyAsync("h", database, options.Size(6_000))));
        yield return ("f", () => OnDatabaseAsync(server, database => EndToEnd.OnPostgresAsync("f", database, options.Size(30_000), Rounds)));
        yield return ("i", () => OnDatabaseAsync(server, database => OdooCalls.RunAsync("i", database, options.Size(20))));
    }

    private static async Task<IReadOnlyList<Figure>> OnDatabaseAsync(string server, Func<string, Task<IReadOnlyList<Figure>>> run)
    {
        await using var database = await Database.CreateAsync(server);
        return await run(database.ConnectionString);
    }
}
