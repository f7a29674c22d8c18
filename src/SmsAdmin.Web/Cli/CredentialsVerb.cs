using SmsAdmin.Core.Credentials;

namespace SmsAdmin.Web.Cli;

/// <summary><c>credentials verify</c>: asks Sinch by a GET whether plan, token and region fit together.</summary>
internal sealed class CredentialsVerb(Shell shell)
{
    private const string Help = """
        credentials verify [--plan PLAN]

          Asks Sinch, by reading alone, whether Service Plan ID, API token and region fit together; where they do not,
          in which region they would.

          --plan  its name, Service Plan ID or id; the default plan unless given

        Examples:
          credentials verify
          credentials verify --plan "Acme EU"
          SINCH_SERVICE_PLAN_ID=… SINCH_API_TOKEN=… SINCH_REGION=eu credentials verify

        Secrets come from the environment or from storage, never from arguments. Settings follow as
        --Storage:Directory=data. Exit code: 0 Sinch takes them, 1 it does not or cannot be asked, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new CredentialsVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => shell.DoAsync(args, Help, ["verify"], ["plan", "at"], (_, options) => VerifyAsync(options));

    private async Task<int> VerifyAsync(ShellOptions options)
    {
        await using var rooms = await shell.OpenAsync(options);
        if (await shell.PlanAsync(rooms, options) is not { } plan) return Shell.Refused;
        var check = await rooms.Services.GetRequiredService<PlanChecks>().CheckAsync(plan.Id, Shell.Actor, default);
        await shell.Output.WriteLineAsync(check is null ? $"{plan.Name}: it has no region, or its token cannot be opened." : $"{plan.Name}: {check.Says}");
        if (check?.Works == true) return Shell.Done;
        if (check is null or { HttpStatus: 401 or 404 } && await rooms.Services.GetRequiredService<RegionSearch>().AskAsync(plan.Id, default) is { } found) await shell.Output.WriteLineAsync(found.Says);
        return Shell.Refused;
    }
}
