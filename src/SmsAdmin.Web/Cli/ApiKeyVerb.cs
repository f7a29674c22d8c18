using System.Data.Common;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Cli;

/// <summary><c>apikey create|rotate|revoke|list</c>. A key goes to standard output and everything else to standard error, so that a script can keep it.</summary>
internal sealed class ApiKeyVerb(TextWriter output, TextWriter error)
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int NotUnderstood = 2;

    private static readonly string Help = $"""
        apikey create --name NAME --plan PLAN --scope SCOPE [--scope SCOPE] [--expires 90d]
                      [--kind test] [--network CIDR] [--rate 50] [--window 300]
        apikey rotate PREFIX-OR-ID [--overlap 24h]
        apikey revoke PREFIX-OR-ID
        apikey list

          --name     what log and audit call the program
          --plan     the service plan that the key is bound to: its name, Service Plan ID or id
          --scope    what the key may do: {string.Join(", ", ApiScopeNames.All)}
          --expires  when it ends by itself: 90d for days, 12h for hours; never unless given
          --kind     live, or test: what it sends never reaches Sinch and uses no quota
          --network  where it may be used from, an address or a network, as often as wanted; anywhere unless given
          --rate     requests a second; no limit unless given
          --window   for so many seconds the same text to the same number gets the first answer
          --overlap  how long the old secret of a rotated key still works: 24h unless given, 0h for not at all

        Settings follow as --Storage:Directory=data. Exit code: 0 done, 1 refused, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new ApiKeyVerb(Console.Out, Console.Error).DoAsync(args);

    public async Task<int> DoAsync(string[] args)
    {
        if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            await error.WriteLineAsync(Help);
            return args.Length == 0 ? NotUnderstood : Done;
        }

        var (options, fault) = ShellOptions.Read(args[1..], ["name", "plan", "scope", "expires", "kind", "network", "rate", "window", "overlap"]);
        if (options is null) return await NotUnderstoodAsync(fault!);
        try
        {
            return (args[0], options) switch
            {
                ("create", { Words.Count: 0 }) => await CreateAsync(options),
                ("rotate", { Words: [var which] }) => await RotateAsync(options, which),
                ("revoke", { Words: [var which] }) => await RevokeAsync(options, which),
                ("list", { Words.Count: 0 }) => await ListAsync(options),
                _ => await NotUnderstoodAsync("That is not a way to call it."),
            };
        }
        catch (Exception broken) when (broken is DbException or IOException or UnauthorizedAccessException)
        {
            return await RefusedAsync($"Storage cannot be used: {broken.Message}");
        }
    }

    private static Actor Shell => new(null, $"{Environment.UserName} at a shell", ActorKind.System);

    private async Task<int> CreateAsync(ShellOptions options)
    {
        if (options.One("plan") is not { } wanted) return await NotUnderstoodAsync("Name the service plan with --plan.");
        var (scopes, unknown) = ApiScopeNames.Read(options.Named["scope"]);
        if (unknown is not null) return await NotUnderstoodAsync($"There is no scope {unknown}. There are {string.Join(", ", ApiScopeNames.All)}.");
        var (lifetime, fault) = Lifetime(options.One("expires"));
        if (fault is not null) return await NotUnderstoodAsync(fault);
        if (options.One("kind") is not (null or "live" or "test")) return await NotUnderstoodAsync("Give --kind as live or test.");
        if (!IsNumber(options.One("rate"), out var rate) || !IsNumber(options.One("window"), out var window)) return await NotUnderstoodAsync("Give --rate and --window as whole numbers.");

        await using var rooms = await OpenAsync(options);
        var plans = await rooms.Services.GetRequiredService<Plans>().ListAsync(default);
        if (plans.FirstOrDefault(plan => Is(plan, wanted)) is not { } plan)
            return await RefusedAsync($"There is no service plan {wanted}. There are: {string.Join(", ", plans.Select(plan => plan.Name))}.");

        var draft = new ApiKeyDraft(options.One("name") ?? "", plan.Id, plan.Name, scopes, lifetime)
        {
            IsTest = options.One("kind") == "test",
            Networks = string.Join(' ', options.Named["network"]),
            PerSecond = rate,
            RepeatWindow = window is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        switch (await rooms.Services.GetRequiredService<ApiKeys>().CreateAsync(draft, Shell, default))
        {
            case ApiKeyOutcome.Created created:
                await error.WriteLineAsync($"Made {created.Prefix} for {plan.Name}. This is the only time that the key is shown:");
                await output.WriteLineAsync(created.Key.Reveal());
                return Done;
            case ApiKeyOutcome.Refused refused:
                return await RefusedAsync(string.Join(Environment.NewLine, refused.Faults.Select(fault => fault.Says)));
            default:
                throw new InvalidOperationException("An outcome that nobody handles.");
        }
    }

    private async Task<int> RotateAsync(ShellOptions options, string which)
    {
        var (overlap, fault) = options.One("overlap") is "0h" ? (TimeSpan.Zero, null) : Lifetime(options.One("overlap") ?? "24h");
        if (fault is not null) return await NotUnderstoodAsync("Give --overlap as 24h or 7d, or 0h.");
        await using var rooms = await OpenAsync(options);
        var keys = rooms.Services.GetRequiredService<ApiKeys>();
        if (await FindAsync(keys, which) is not { } found) return await RefusedAsync(NoSuchKey);
        switch (await keys.RotateAsync(found.Id, overlap!.Value, Shell, default))
        {
            case ApiKeyOutcome.Rotated rotated:
                await error.WriteLineAsync($"{rotated.Name} has a new secret, {rotated.Prefix}. The old one, {rotated.OldPrefix}, works until {rotated.OldEndsAt:u}. This is the only time that the new one is shown:");
                await output.WriteLineAsync(rotated.Key.Reveal());
                return Done;
            case ApiKeyOutcome.Refused refused:
                return await RefusedAsync(string.Join(Environment.NewLine, refused.Faults.Select(one => one.Says)));
            default:
                throw new InvalidOperationException("An outcome that nobody handles.");
        }
    }

    private async Task<int> RevokeAsync(ShellOptions options, string which)
    {
        await using var rooms = await OpenAsync(options);
        var keys = rooms.Services.GetRequiredService<ApiKeys>();
        if (await FindAsync(keys, which) is not { } found) return await RefusedAsync(NoSuchKey);
        await keys.RevokeAsync(found.Id, Shell, default);
        await error.WriteLineAsync($"Revoked {found.Prefix}, {found.Name}. A running console refuses it within 3 seconds.");
        return Done;
    }

    private async Task<int> ListAsync(ShellOptions options)
    {
        await using var rooms = await OpenAsync(options);
        var now = rooms.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var plans = (await rooms.Services.GetRequiredService<Plans>().ListAsync(default)).ToDictionary(plan => plan.Id, plan => plan.Name);
        foreach (var key in await rooms.Services.GetRequiredService<ApiKeys>().ListAsync(default))
        {
            var state = key.RevokedAt is not null ? "revoked" : key.IsGood(now) ? "good" : "expired";
            await output.WriteLineAsync(string.Join('\t',
                key.Prefix, state, key.Name, plans.GetValueOrDefault(key.PlanId, "removed plan"), string.Join(',', key.Scopes.Names()),
                $"made {key.CreatedAt:u}", key.LastUsedAt is { } used ? $"used {used:u}" : "never used"));
        }

        return Done;
    }

    private const string NoSuchKey = "There is no such key. apikey list shows them.";

    // The whole key is understood too: who finds a leaked one pastes what they have.
    private static async Task<ApiKeyRow?> FindAsync(ApiKeys keys, string which) => (await keys.ListAsync(default)).FirstOrDefault(key =>
        key.Id.ToString() == which || Is(key.Prefix, which) || Is(key.OldPrefix, which));

    private static bool Is(string? prefix, string which) => prefix is not null && (prefix == which || which.StartsWith(prefix + "_", StringComparison.Ordinal));

    private static bool IsNumber(string? written, out int? number)
    {
        number = int.TryParse(written, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : null;
        return written is null || number is not null;
    }

    private async Task<WebApplication> OpenAsync(ShellOptions options)
    {
        var rooms = await Composition.OpenRoomsAsync(options.Settings);
        // Two installations on one machine are easily mixed up.
        await error.WriteLineAsync($"Storage: {rooms.Services.GetRequiredService<StoragePlaces>().Directory}");
        return rooms;
    }

    private static bool Is(PlanView plan, string wanted) =>
        plan.Id.ToString() == wanted || plan.ServicePlanId == wanted || plan.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static (TimeSpan? Lifetime, string? Fault) Lifetime(string? written) => written switch
    {
        null => (null, null),
        [.. var days, 'd'] when int.TryParse(days, out var number) && number is > 0 and <= 3650 => (TimeSpan.FromDays(number), null),
        [.. var hours, 'h'] when int.TryParse(hours, out var number) && number is > 0 and <= 87600 => (TimeSpan.FromHours(number), null),
        _ => (null, "Give --expires as 90d or 12h, at most ten years."),
    };

    private async Task<int> NotUnderstoodAsync(string says)
    {
        await error.WriteLineAsync($"{says}{Environment.NewLine}{Environment.NewLine}{Help}");
        return NotUnderstood;
    }

    private async Task<int> RefusedAsync(string says)
    {
        await error.WriteLineAsync(says);
        return Refused;
    }
}
