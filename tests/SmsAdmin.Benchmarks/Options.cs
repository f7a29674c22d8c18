namespace SmsAdmin.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Only">Letters; empty for all.</param>
/// <param name="Quick">A tenth of the messages: to see that it works, not to quote.</param>
/// <param name="Postgres">An administrator's connection string with durable commits; without it, f and the three instances are left out, and said so.</param>
/// <param name="WriteTo">The file whose table is replaced.</param>
internal sealed record Options(IReadOnlyList<string> Only, bool Quick, string? Postgres, string? WriteTo)
{
    /// <summary>In place of a connection string: one is started for the run.</summary>
    public const string OwnPostgres = "own";

    public bool Wants(string of) => Only.Count == 0 || Only.Contains(of);

    public int Size(int whole) => Quick ? whole / 10 : whole;

    /// <summary>Null where it is not understood; the reason is said.</summary>
    public static Options? Read(string[] args)
    {
        var options = new Options([], false, null, null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick": options = options with { Quick = true }; break;
                case "--only" when i + 1 < args.Length: options = options with { Only = args[++i].Split(',') }; break;
                case "--postgres" when i + 1 < args.Length: options = options with { Postgres = args[++i] }; break;
                case "--write" when i + 1 < args.Length: options = options with { WriteTo = args[++i] }; break;
                default:
                    Console.Error.WriteLine($"“{args[i]}” is not understood. There are --only a,b,c,d,e,f,g,h,i, --quick, --postgres CONNECTION and --write FILE.");
                    return null;
            }
        }

        return options;
    }
}
