using System.Globalization;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Cli;

/// <summary><c>send</c>: one text to one number, and what became of it.</summary>
internal sealed class SendVerb(Shell shell)
{
    private const string Help = """
        send --to NUMBER [--from SENDER] [--plan PLAN] [--wait 60]

          Sends the text that standard input holds, and waits for its end.

          --to    the recipient, with + and country code
          --from  the sender; the plan's own unless given
          --plan  its name, Service Plan ID or id; the default plan unless given
          --wait  seconds to wait for the receipt: 60 unless given

        Examples:
          echo "Deployed." | send --to +46701740605
          send --to "+46 70 174 06 05" --plan "Acme EU" < text.txt

        Secrets come from the environment or from storage, never from arguments. Settings follow as
        --Storage:Directory=data. Exit code: 0 delivered, 1 not delivered or not yet, 2 not understood.
        """;

    private static readonly TimeSpan LookedAt = TimeSpan.FromMilliseconds(250);

    public static Task<int> RunAsync(string[] args) => new SendVerb(Shell.OfThisProcess).DoAsync(args);

    public Task<int> DoAsync(string[] args) => shell.DoAsync(args, Help, [], ["to", "from", "plan", "wait", "at"], (_, options) => SendAsync(options));

    private async Task<int> SendAsync(ShellOptions options)
    {
        if (options.One("to") is not { } to) throw new ArgumentException("Name the recipient with --to.");
        if (!int.TryParse(options.One("wait") ?? "60", NumberStyles.None, CultureInfo.InvariantCulture, out var wait)) throw new ArgumentException("Give --wait in whole seconds.");
        var text = (await shell.Input.ReadToEndAsync()).TrimEnd('\r', '\n');
        await using var rooms = await shell.OpenAsync(options);
        if (await shell.PlanAsync(rooms, options) is not { } plan) return Shell.Refused;
        var outcome = await rooms.Services.GetRequiredService<Submissions>().SubmitAsync(new NewMessage(plan.Id, to, options.One("from"), text, Lane.Normal, Origin.Console), Shell.Actor, default);
        return outcome switch
        {
            SubmitOutcome.Queued queued => await TellAsync(rooms, queued.MessageId, TimeSpan.FromSeconds(wait)),
            SubmitOutcome.Invalid invalid => await shell.RefusedAsync(string.Join(Environment.NewLine, invalid.Faults.Select(fault => fault.Says))),
            SubmitOutcome.OverQuota over => await shell.RefusedAsync($"The quota of the {over.Quota.Name} is used up until {over.Quota.ResetsAt:u}. Nothing was queued."),
            SubmitOutcome.PlanNotReady not => await shell.RefusedAsync(not.Says),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<int> TellAsync(WebApplication rooms, Guid id, TimeSpan atMost)
    {
        var (log, clock) = (rooms.Services.GetRequiredService<MessageLog>(), rooms.Services.GetRequiredService<TimeProvider>());
        var until = clock.GetUtcNow() + atMost;
        var message = (await log.FindAsync(id, default))!;
        while (!message.State.IsFinal() && clock.GetUtcNow() < until)
        {
            await Task.Delay(LookedAt, clock);
            message = (await log.FindAsync(id, default))!;
        }

        await shell.Output.WriteLineAsync($"{id}\t{message.State}");
        var plan = await rooms.Services.GetRequiredService<Core.Credentials.Plans>().FindAsync(message.PlanId, default);
        var told = Explainer.Explain(ExplainFacts.Of(message, plan));
        await shell.Error.WriteLineAsync($"{told.Headline}. {told.WhatHappened}{(told.Tone == ExplanationTone.Good ? "" : $" {told.Why} {told.WhatToDo}")}".Trim());
        return message.State == MessageState.Delivered ? Shell.Done : Shell.Refused;
    }
}
