using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>"We are rate limited": by Sinch, by an operator, by the plan's quota, or by its own rate here.</summary>
public sealed class RatePath
{
    // By the operators' count; the register of the United States has it.
    private const int UsedUpAtOperator = 64;
    // So many seconds' worth may wait before somebody calls it slow.
    private const int SlowAfter = 10;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly IDbContextFactory<AppDb> _databases;
    private readonly Plans _plans;
    private readonly PlanLooks _ofPlan;
    private readonly QueueView _queues;
    private readonly TimeProvider _clock;

    internal RatePath(IDbContextFactory<AppDb> databases, Plans plans, PlanLooks ofPlan, QueueView queues, TimeProvider clock) =>
        (_databases, _plans, _ofPlan, _queues, _clock) = (databases, plans, ofPlan, queues, clock);

    /// <inheritdoc cref="AuthenticationPath.BeginAsync"/>
    public async Task<IAsyncEnumerable<Walked>?> BeginAsync(Guid planId, Inquirer by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await _plans.FindAsync(planId, ct) is not { } plan) return null;
        var of = new PlanCase(plan, by, _clock.GetUtcNow());
        return Looks.WalkAsync([PlanLooks.Pause(of), _ofPlan.Account(of, _ => true), _ofPlan.Quota(of, isCause: true), Refusals(of), Rate(of)], () => Nothing(of), ct);
    }

    private Look Refusals(PlanCase of) => new(LookedAt.Refusals, async ct =>
    {
        await using var db = await _databases.CreateDbContextAsync(ct);
        var (planId, hour, day) = (of.Plan.Id, of.Now - Lately, of.Now - Day);
        // Whatever Sinch put off is queued still, or was tried more than once.
        var refused = await (
            from message in db.Messages
            where message.PlanId == planId && message.CreatedAt >= day && (message.Attempts > 1 || message.State == MessageState.Queued)
            join step in db.MessageEvents on message.Id equals step.MessageId
            where step.HttpStatus == 429 && step.At >= hour
            select step.At).ToListAsync(ct);
        var stopped = await db.Messages.CountAsync(m => m.PlanId == planId && m.CreatedAt >= day && m.DeliveryCode == UsedUpAtOperator, ct);
        EvidenceLine[] evidence =
        [
            new EvidenceLine("In the last hour", $"{Count(refused.Count)} answers", refused.Count == 0 ? null : refused.Max()) { Space = CodeSpace.HttpStatus, Code = "429" },
            new EvidenceLine("In the last 24 hours", $"{Count(stopped)} messages") { Space = CodeSpace.DeliveryCode, Code = $"{UsedUpAtOperator}" },
        ];
        if (refused.Count > 0) return Looks.Found(LookedAt.Refusals, $"Sinch answered HTTP status 429 {Times(refused.Count)} in the last hour.", TooMany(of, refused.Count, evidence), evidence);
        if (stopped > 0) return Looks.Found(LookedAt.Refusals, $"{Count(stopped)} of the messages of a day ended with delivery code {UsedUpAtOperator}.", AtOperator(of, stopped, evidence), evidence);
        return Looks.Fine(LookedAt.Refusals, "Neither Sinch nor an operator refused a message for its rate.", evidence);
    });

    private Look Rate(PlanCase of) => new(LookedAt.Rate, async ct =>
    {
        var queue = (await _queues.ReadAsync([of.Plan.Id], ct))[0];
        var second = await _queues.SecondAsync(of.Plan, ct);
        var ready = queue.Waiting - queue.WaitingForQuota;
        EvidenceLine[] evidence = [.. QueueLooks.Evidence(queue, of), new EvidenceLine("Fullest second", $"{second.Peak} of {of.Plan.PerSecond}, in the last minute")];
        return ready > of.Plan.PerSecond * SlowAfter
            ? Looks.Found(LookedAt.Rate, $"{Count(ready)} messages wait for {of.Plan.PerSecond} a second.", OwnRate(of, ready), evidence)
            : Looks.Fine(LookedAt.Rate, $"{Count(ready)} messages wait, at {of.Plan.PerSecond} a second: no more than a moment’s worth.", evidence);
    });

    private static Finding TooMany(PlanCase of, int many, EvidenceLine[] evidence) => Findings.New(
        of, "rate.sinch-429", ExplanationTone.Warning, $"Sinch puts {of.Plan.Name} off: HTTP status 429, {Times(many)} in the last hour",
        $"{of.Words.Here}, sends up to {of.Plan.PerSecond} a second from here, and Sinch had more open at once than it allows. Another program with the same plan counts too. Nothing is lost: each is tried again by itself.",
        $"Lower the rate of {of.Plan.Name} below {of.Plan.PerSecond} a second, or ask Sinch for a higher limit; {of.Words.Sender} is not the cause.") with
    {
        Label = "Change the rate",
        Href = of.Edit,
        Codes = [new ExplainedCode(CodeSpace.HttpStatus, "429", true)],
        LetterToSinch = Letters.Of(of, $"Our requests are answered with HTTP status 429 at {of.Plan.PerSecond} messages a second. Tell us the rate and the open requests that this service plan is allowed, and whether they can be raised.", evidence),
    };

    private static Finding AtOperator(PlanCase of, int many, EvidenceLine[] evidence) => Findings.New(
        of, "rate.at-operator", ExplanationTone.Bad, $"Operators stop {of.Words.Sender}: its limit there is used up, delivery code {UsedUpAtOperator}",
        $"{Count(many)} messages of {of.Words.Here}, ended so in the last 24 hours. Sinch took them; the limit is that of the sender at an operator, for a day or a minute.",
        "Spread what may wait over the day and send the rest again tomorrow. If it comes often, ask Sinch to raise the sender’s limit.") with
    {
        Label = "See what waits",
        Href = "/queue",
        Codes = [new ExplainedCode(CodeSpace.DeliveryCode, $"{UsedUpAtOperator}", true)],
        LetterToSinch = Letters.Of(of, $"Messages end with delivery code {UsedUpAtOperator}. Tell us the limit of this sender, by operator, and how it is raised.", evidence),
    };

    private static Finding OwnRate(PlanCase of, int ready) => Findings.New(
        of, "rate.own", ExplanationTone.Warning, $"Sinch refuses nothing: {of.Plan.PerSecond} a second is the rate that is set here",
        $"{Count(ready)} messages of {of.Words.Here}, wait, which is {Phrases.Span(TimeSpan.FromSeconds(Math.Ceiling((double)ready / of.Plan.PerSecond)))} at {of.Plan.PerSecond} a second. One-time codes go before all others.",
        $"Wait, or raise the rate as far as the contract for {of.Plan.Name} and {of.Words.Sender} goes. Mailings can have a plan of their own.") with
    { Label = "Change the rate", Href = of.Edit };

    private static Finding Nothing(PlanCase of) => Findings.New(
        of, "rate.none", ExplanationTone.Good, $"Nothing limits {of.Plan.Name} now",
        $"Sinch takes {of.Words.Here}; its quota has room, nobody was refused for the rate, and no more waits than a moment’s worth at {of.Plan.PerSecond} a second.",
        $"If a program is answered HTTP status 429 by SmsAdmin itself, its API key has a rate of its own. {of.Words.Sender} is not the cause.") with
    { Label = "See the API keys", Href = "/api-keys" };

    private static string Times(int many) => many == 1 ? "once" : $"{Count(many)} times";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
