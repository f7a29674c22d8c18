using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Trials.Kills;

/// <summary>
/// The real program is killed at random moments while it takes and sends a thousand messages, and Sinch misbehaves in each
/// way that it can. Afterwards nothing that was accepted is lost, and nothing is with Sinch twice.
/// </summary>
public abstract class KillTrial
{
    private const int Messages = 1000;

    // Delivered, but for those of whom Sinch never says an end.
    private const string NeverEnds = "+12015550190";

    private static readonly string[] Troubles =
    [
        // Slow, silent, accepted and silent, accepted after the caller left, reset, accepted and reset.
        "+12085551001", "+12085551002", "+12085551003", "+12085551004", "+12085551005", "+12085551006",
        // 500 and its kind before accepting, once and twice, and after accepting, always and once.
        "+12065551500", "+12065552500", "+12065551502", "+12065551503", "+12065555500", "+12065555504", "+12065556500", "+12065556503",
        // 429 without and with Retry-After.
        "+12065551429", "+12065552429", "+12065554429",
        // Receipts that never come, come twice, in the wrong order, before the answer.
        NeverEnds, "+12015550193", "+12015550194", "+12015550195",
    ];

    // The slowest request lands three seconds after our patience ends: settled is what ended longer ago than that.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Sinch:Timeout"] = "00:00:02",
        ["Delivery:ClaimSlack"] = "00:00:01",
        ["Delivery:PlanLease"] = "00:00:02",
        ["Delivery:Settle"] = "00:00:06",
        ["Delivery:RetryFirst"] = "00:00:00.200",
        ["Delivery:PollEvery"] = "00:00:01",
        ["Delivery:PollAfterSilence"] = "00:00:03",
    };

    private readonly Random _chance = new(TrialOptions.Seed);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>One run, with so many instances on one database.</summary>
    protected async Task TryAsync(int instances, Engine engine)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"SMSADMIN_TRIAL_SEED={TrialOptions.Seed}");
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.ControlAsync("plans", new { service_plan_id = "sandbox-us", rate = 0, dispatched_after_ms = 100, final_after_ms = 400 });
        await using var rooms = await TestRooms.StartAsync(engine: engine);
        var plan = await rooms.AddPlanAsync(sandbox, draft => draft with { PerSecond = Messages });
        var key = Assert.IsType<ApiKeyOutcome.Created>(await rooms.Get<ApiKeys>().CreateAsync(new ApiKeyDraft("Trial", plan, "Acme US", ApiScopes.MessagesSend, null), TestRooms.Anna, Ct));

        var programs = Enumerable.Range(0, instances).Select(_ => new Instance(rooms, Settings)).ToList();
        using var clients = new TrialClients(programs.ConvertAll(program => program.Address), key.Key.Reveal(), Recipient);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        try
        {
            foreach (var program in programs) await program.StartAsync();
            var calls = clients.RunAsync(end.Token);
            for (var kill = 0; kill < TrialOptions.Kills; kill++)
            {
                clients.Send(Messages / TrialOptions.Kills);
                await RandomMomentAsync(sandbox, clients);
                var victim = programs[_chance.Next(programs.Count)];
                await victim.KillAsync();
                // While it is away some callbacks are lost for good.
                await sandbox.ControlAsync("callbacks", new { blocked = kill % 3 == 1 });
                await victim.StartAsync();
            }

            // What does not divide evenly among the lives, and one more for the last.
            clients.Send((Messages % TrialOptions.Kills) + 1);
            await sandbox.ControlAsync("callbacks", new { blocked = false });
            await Eventually.HoldsAsync(() => clients.Accepted.Count >= Messages, "Not all were accepted.");
            await Eventually.HoldsAsync(async () => await OpenAsync(rooms) == 0, () => SayAsync(rooms));
            await end.CancelAsync();
            await calls;
        }
        finally
        {
            foreach (var program in programs) await program.DisposeAsync();
        }

        await ProveAsync(rooms, sandbox, clients);
    }

    private static async Task ProveAsync(TestRooms rooms, SandboxHost sandbox, TrialClients clients)
    {
        var messages = await rooms.LookAsync(db => db.Messages.AsNoTracking().ToDictionaryAsync(m => m.Id, Ct));
        var ledger = sandbox.World.Sends.Select(send => Guid.Parse(send.ClientReference!)).ToList();
        Assert.Equal([], ledger.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => $"{same.Key} to {messages[same.Key].To}, {same.Count()} times"));
        Assert.DoesNotContain(clients.Accepted, id => !messages.ContainsKey(id));
        Assert.Equal(messages.Keys.Order(), ledger.Order());
        Assert.All(messages.Values, message => Assert.Equal(
            message.To == NeverEnds ? MessageState.Accepted : MessageState.Delivered, message.To == NeverEnds && message.State == MessageState.Dispatched ? MessageState.Accepted : message.State));
        Assert.Equal(messages.Count, await Recount.ProveAsync(rooms));
        // It was a trial: sends were in doubt, and callers went without an answer.
        Assert.True(await rooms.LookAsync(db => db.MessageEvents.AnyAsync(step => step.Kind == MessageEventKind.OutcomeUnknown, Ct)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{messages.Count} messages, {clients.Accepted.Count} heard of, {clients.Unanswered} calls unanswered");
    }

    // After so many more requests to Sinch, or so many more answers to the callers: a moment that no clock decides.
    private async Task RandomMomentAsync(SandboxHost sandbox, TrialClients clients)
    {
        var (asked, accepted) = (Asked(sandbox) + _chance.Next(0, 150), clients.Accepted.Count + _chance.Next(1, Messages / TrialOptions.Kills));
        var bySinch = _chance.Next(3) > 0;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (var left = 2000; left > 0 && (bySinch ? Asked(sandbox) < asked : clients.Accepted.Count < accepted); left--) await looks.WaitForNextTickAsync(Ct);
    }

    private static long Asked(SandboxHost sandbox) => sandbox.World.Requests.Sum(request => request.Count);

    // Half of them ordinary.
    private string Recipient()
    {
        lock (_chance) return _chance.Next(2) == 0 ? Troubles[_chance.Next(Troubles.Length)] : string.Create(CultureInfo.InvariantCulture, $"+1202555{_chance.Next(10_000):D4}");
    }

    private static Task<int> OpenAsync(TestRooms rooms) => rooms.LookAsync(db => db.Messages.CountAsync(
        m => m.State < MessageState.Accepted || (m.To != NeverEnds && m.State < MessageState.Delivered), Ct));

    private static async Task<string> SayAsync(TestRooms rooms)
    {
        var open = await rooms.LookAsync(db => db.Messages.AsNoTracking().Where(m => m.State < MessageState.Delivered && m.To != NeverEnds).ToListAsync(Ct));
        return $"Seed {TrialOptions.Seed}. Open: " + string.Join("; ", open.Select(m => $"{m.Id} to {m.To} is {m.State}, unknown {m.OutcomeUnknown}, absent {m.AbsentCount}, attempts {m.Attempts}, due {m.DueAt:T}"));
    }
}
