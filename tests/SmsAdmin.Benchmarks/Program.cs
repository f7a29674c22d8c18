using SmsAdmin.Benchmarks;

// dotnet run -c Release --project tests/SmsAdmin.Benchmarks [-- --only a,b] [--quick] [--postgres own|"Host=…"] [--write docs/benchmarks.md]
var options = Options.Read(args);
if (options is null) return 2;
using var own = options.Postgres == Options.OwnPostgres ? await OwnPostgres.StartAsync() : null;
if (own is not null) options = options with { Postgres = own.ConnectionString };
var figures = new List<Figure>();
foreach (var (of, run) in Measures.All(options))
{
    if (!options.Wants(of)) continue;
    await Console.Error.WriteLineAsync($"Measuring {of} …");
    foreach (var figure in await run())
    {
        figures.Add(figure);
        Console.WriteLine($"{figure.Of}  {figure.What}: {figure.Measured}{(figure.Target.Length > 0 ? $"  (wanted: {figure.Target})" : "")}");
    }
}

if (options.WriteTo is { } file) await Report.WriteAsync(file, figures, args);
return 0;
