using System.Data.Common;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Cli;

/// <summary>What verbs have in common: where they read and write, how they end, which plan they are about. What was found goes to standard output, all else to standard error.</summary>
internal sealed record Shell(TextReader Input, TextWriter Output, TextWriter Error)
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int NotUnderstood = 2;

    public static Shell OfThisProcess => new(Console.In, Console.Out, Console.Error);

    /// <summary>Who acts.</summary>
    public static Actor Actor { get; } = new(null, $"{Environment.UserName} at a shell", ActorKind.System);

    /// <summary>Reads the arguments of a verb with one word behind it, and does it.</summary>
    /// <param name="words">Words that may stand behind the verb; empty for none.</param>
    /// <param name="names">Options that it has.</param>
    public async Task<int> DoAsync(string[] args, string help, string[] words, string[] names, Func<string, ShellOptions, Task<int>> doing)
    {
        if (args.Contains("--help") || args.Contains("-h") || args.Length == 0)
        {
            await Error.WriteLineAsync(help);
            return args.Length == 0 ? NotUnderstood : Done;
        }

        var (options, fault) = ShellOptions.Read(args, names);
        if (options is null) return await NotUnderstoodAsync(fault!, help);
        if (words.Length == 0 ? options.Words.Count > 0 : options.Words is not [var only] || !words.Contains(only)) return await NotUnderstoodAsync("That is not a way to call it.", help);
        try
        {
            return await doing(options.Words.Count > 0 ? options.Words[0] : "", options);
        }
        catch (ArgumentException wrong)
        {
            return await NotUnderstoodAsync(wrong.Message, help);
        }
        catch (Exception broken) when (broken is DbException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return await RefusedAsync($"It cannot be done: {broken.Message}");
        }
    }

    public async Task<int> RefusedAsync(string says)
    {
        await Error.WriteLineAsync(says);
        return Refused;
    }

    /// <summary>The plan that is named by name, Service Plan ID or id; the default one where none is.</summary>
    /// <returns>Null where there is none; why was told.</returns>
    public async Task<PlanView?> PlanAsync(WebApplication rooms, ShellOptions options)
    {
        var plans = await rooms.Services.GetRequiredService<Plans>().ListAsync(default);
        var plan = options.One("plan") is { } wanted
            ? plans.FirstOrDefault(one => one.Id.ToString() == wanted || one.ServicePlanId == wanted || one.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            : plans.FirstOrDefault(one => one.IsDefault) ?? (plans.Count > 0 ? plans[0] : null);
        if (plan is null) await Error.WriteLineAsync(plans.Count == 0 ? "There is no service plan." : $"There is no service plan {options.One("plan")}. There are: {string.Join(", ", plans.Select(one => one.Name))}.");
        return plan;
    }

    /// <summary>The rooms, with what sends in them.</summary>
    public async Task<WebApplication> OpenAsync(ShellOptions options)
    {
        var console = options.One("at") is { } at ? Uri.TryCreate(at, UriKind.Absolute, out var given) ? given : throw new ArgumentException("Give --at as http://localhost:5080.") : null;
        var rooms = await Composition.OpenSendingRoomsAsync(options.Settings, console);
        // Two installations on one machine are easily mixed up.
        await Error.WriteLineAsync($"Storage: {rooms.Services.GetRequiredService<StoragePlaces>().Directory}");
        return rooms;
    }

    /// <summary>The rooms, without what sends.</summary>
    public async Task<WebApplication> OpenQuietAsync(ShellOptions options)
    {
        var rooms = await Composition.OpenRoomsAsync(options.Settings);
        await Error.WriteLineAsync($"Storage: {rooms.Services.GetRequiredService<StoragePlaces>().Directory}");
        return rooms;
    }

    private async Task<int> NotUnderstoodAsync(string says, string help)
    {
        await Error.WriteLineAsync($"{says}{Environment.NewLine}{Environment.NewLine}{help}");
        return NotUnderstood;
    }
}
