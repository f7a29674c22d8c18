using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Cli;

/// <summary><c>checklist run</c>: proves the setup as the page does, for machines without one and for CI.</summary>
internal sealed class ChecklistVerb(Shell shell)
{
    private const string Help = """
        checklist run [--plan PLAN] [--phone NUMBER] [--item 1-13] [--format text|json|junit] [--at ADDRESS]

          Proves the setup of a service plan against Sinch and Odoo, item by item, and keeps the run.

          --plan    its name, Service Plan ID or id; the default plan unless given
          --phone   a test phone: 2 SMS go there and are billed, a test text and a one-time code. Without it the
                    free items alone are asked. The code is read from standard input, in the sandbox off its handset
          --item    one item, with those that belong to it or wait for it
          --format  text unless given; json and junit for programs
          --at      where the console listens that runs beside, as http://localhost:5080; as configured unless given

        Examples:
          checklist run
          checklist run --phone "+46 70 174 06 05"
          checklist run --format junit > checklist.xml
          echo "$CODE" | checklist run --plan "Acme EU" --phone +46701740605 --format json

        Secrets come from the environment (SINCH_API_TOKEN) or from storage, never from arguments. Settings follow as
        --Storage:Directory=data. Exit code: 0 nothing failed and nothing is stale, 1 an item failed, or was proven once and is
        stale since, or nothing could be asked, 2 not understood.
        """;

    public static Task<int> RunAsync(string[] args) => new ChecklistVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => shell.DoAsync(args, Help, ["run"], ["plan", "phone", "item", "format", "at"], (_, options) => DoAsync(options));

    private async Task<int> DoAsync(ShellOptions options)
    {
        Func<ChecklistView, string, string> write = options.One("format") switch
        {
            null or "text" => ChecklistReport.Text,
            "json" => ChecklistReport.Json,
            "junit" => ChecklistReport.JUnit,
            _ => throw new ArgumentException("Give --format as text, json or junit."),
        };
        ChecklistItem? only = options.One("item") is not { } item ? null
            : int.TryParse(item, out var number) && ChecklistItems.All.Contains((ChecklistItem)number) ? (ChecklistItem)number
            : throw new ArgumentException("Give --item as a number from 1 to 13.");

        await using var rooms = await shell.OpenAsync(options);
        if (await shell.PlanAsync(rooms, options) is not { } plan) return Shell.Refused;
        var wish = new RunWish(plan.Id, options.One("phone")) { Only = only, EnterCode = Entering() };
        switch (await rooms.Services.GetRequiredService<ChecklistRuns>().RunAsync(wish, Shell.Actor, default))
        {
            case RunOutcome.Begun begun:
                var view = (await rooms.Services.GetRequiredService<ChecklistBook>().FindAsync(begun.RunId, default))!;
                await shell.Output.WriteLineAsync(write(view, plan.Name));
                await shell.Error.WriteLineAsync($"{view.Verdict}.");
                return view.IsRed || view.IsStale ? Shell.Refused : Shell.Done;
            case RunOutcome.Refused refused:
                return await shell.RefusedAsync(refused.Says);
            default:
                return await shell.RefusedAsync($"A run for {plan.Name} is under way. One at a time.");
        }
    }

    // Asked again where the one before was wrong.
    private Func<CancellationToken, Task<string?>> Entering()
    {
        var isAgain = false;
        return async ct =>
        {
            await shell.Error.WriteLineAsync(isAgain ? "That code is wrong. Enter the code of the newest text:" : "Enter the code that the test phone got:");
            isAgain = true;
            return (await shell.Input.ReadLineAsync(ct))?.Trim();
        };
    }
}
