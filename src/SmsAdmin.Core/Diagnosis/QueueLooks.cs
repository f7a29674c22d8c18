using System.Globalization;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>What a message that has not left waits for, or waited for too long.</summary>
internal sealed class QueueLooks(QueueView queues)
{
    public Look Queue(MessageCase of, PlanCase plan) => new(LookedAt.Queue, async ct =>
    {
        var queue = (await queues.ReadAsync([plan.Plan.Id], ct))[0];
        var evidence = Evidence(queue, plan);
        var message = of.Message;
        return message switch
        {
            { State: MessageState.Expired } => Looks.Found(LookedAt.Queue, "Its deadline passed while it waited here.", Findings.Of(of, "queue.deadline-passed", of.Told.Headline), evidence),
            { State: MessageState.Sending } => Looks.Found(LookedAt.Queue, "It is being sent now.", Findings.Of(of, "queue.sending", of.Told.Headline) with { Label = "Watch the message", Href = of.Page }, evidence),
            { SendAt: { } at } when at > of.Now => Looks.Found(LookedAt.Queue, $"It was asked to go out at {of.By.At(at)}.", Findings.Of(of, "queue.scheduled", $"It is scheduled for {of.By.At(at)}"), evidence),
            _ when plan.Plan.Readiness != PlanReadiness.Ready => Looks.Found(LookedAt.Queue, $"{plan.Plan.Name} stands still, and this message with it.", Findings.Of(of, plan.Plan.Readiness == PlanReadiness.Paused ? "plan.paused-by-sinch" : "plan.not-ready", of.Told.Headline), evidence),
            _ when queue.Worker is not { } worker || worker.Until <= of.Now => Looks.Found(LookedAt.Queue, "No SmsAdmin works this queue off.", Nobody(of), evidence),
            _ when Ahead(queue, message) is > 1 and var ahead => Looks.Found(LookedAt.Queue, $"{Count(ahead)} messages wait, at {plan.Plan.PerSecond} a second.", Rate(of, plan, ahead), evidence),
            _ => Looks.Found(LookedAt.Queue, "It is the next to go.", Findings.Of(of, "queue.next", of.Told.Headline), evidence),
        };
    });

    internal static EvidenceLine[] Evidence(PlanQueue queue, PlanCase plan) =>
    [
        new EvidenceLine("Waiting", string.Join(", ", queue.Lanes.Where(lane => lane.Waiting > 0).Select(lane => $"{Count(lane.Waiting)} in {lane.Lane}").DefaultIfEmpty("none"))),
        new EvidenceLine("Rate", $"{plan.Plan.PerSecond} a second; {Count(queue.Out)} accepted in the last minute"),
        new EvidenceLine("Worked off by", queue.Worker?.Name ?? "nobody", queue.Worker?.SeenAt),
    ];

    // Its own lane and those that go before it.
    private static int Ahead(PlanQueue queue, MessageDetail message) => queue.Lanes.Where(lane => lane.Lane <= message.Lane).Sum(lane => lane.Waiting) - queue.WaitingForQuota;

    private static Finding Nobody(MessageCase of) => Findings.New(
        of, "queue.nobody", ExplanationTone.Bad, "No SmsAdmin works the queue off",
        $"It waits for its turn in {of.Words.Here}, and no instance holds this queue. It was just started, has stopped, or cannot write to its database.",
        $"See whether SmsAdmin runs and its health is good. What waits goes out from {of.Words.Sender} by itself.") with
    { Label = "Watch the queue", Href = "/queue" };

    private static Finding Rate(MessageCase of, PlanCase plan, int ahead) => Findings.New(
        of, "queue.rate", ExplanationTone.Warning, $"It waits for its turn: {Count(ahead)} messages at {plan.Plan.PerSecond} a second",
        $"{of.Words.Here}, sends {plan.Plan.PerSecond} a second, so the last of them goes in about {Phrases.Span(TimeSpan.FromSeconds(Math.Ceiling((double)ahead / plan.Plan.PerSecond)))}. One-time codes go first, then tests, then the others.",
        $"Wait. If it is too long, raise the rate of {of.Words.Plan} as far as its contract with Sinch goes, or give mailings a plan of their own; {of.Words.Sender} is not the cause.") with
    { Label = "Watch the queue", Href = "/queue" };

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
