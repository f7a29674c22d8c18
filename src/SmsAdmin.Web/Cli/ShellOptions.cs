namespace SmsAdmin.Web.Cli;

/// <summary>What stands behind a verb: <c>--name value</c> as often as wanted, words, and settings of the program as <c>--Storage:Directory=data</c>.</summary>
internal sealed record ShellOptions(ILookup<string, string> Named, IReadOnlyList<string> Words, string[] Settings)
{
    /// <summary>Reads arguments; says what is wrong with them where it cannot.</summary>
    public static (ShellOptions? Options, string? Fault) Read(string[] args, IReadOnlyCollection<string> names)
    {
        var named = new List<(string Name, string Value)>();
        var words = new List<string>();
        var settings = new List<string>();
        for (var at = 0; at < args.Length; at++)
        {
            var arg = args[at];
            if (!arg.StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arg);
                continue;
            }

            var (name, value) = arg.Split('=', 2) is [var before, var after] ? (before[2..], after) : (arg[2..], null);
            if (name.Contains(':', StringComparison.Ordinal) && value is not null) settings.Add(arg);
            else if (!names.Contains(name)) return (null, $"There is no option --{name}.");
            else if ((value ?? (at + 1 < args.Length && !args[at + 1].StartsWith("--", StringComparison.Ordinal) ? args[++at] : null)) is not { } given) return (null, $"--{name} needs a value behind it.");
            else named.Add((name, given));
        }

        return (new ShellOptions(named.ToLookup(option => option.Name, option => option.Value), words, [.. settings]), null);
    }

    /// <summary>The last value of an option, or null.</summary>
    public string? One(string name) => Named[name].LastOrDefault();
}
