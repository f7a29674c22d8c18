using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Diagnosis;

/// <summary>"A text did not arrive": from one message to one finding. What is looked at depends on where the message stands.</summary>
public sealed class MessagePath
{
    private readonly MessageLog _log;
    private readonly Plans _plans;
    private readonly AccountFigures _figures;
    private readonly CallbackAddress _callbacks;
    private readonly PlanLooks _ofPlan;
    private readonly SinchLooks _ofSinch;
    private readonly QueueLooks _ofQueue;
    private readonly OdooLooks _ofOdoo;
    private readonly TimeProvider _clock;

    internal MessagePath(
        MessageLog log, Plans plans, AccountFigures figures, CallbackAddress callbacks, PlanLooks ofPlan, SinchLooks ofSinch, QueueLooks ofQueue, OdooLooks ofOdoo, TimeProvider clock) =>
        (_log, _plans, _figures, _callbacks, _ofPlan, _ofSinch, _ofQueue, _ofOdoo, _clock) = (log, plans, figures, callbacks, ofPlan, ofSinch, ofQueue, ofOdoo, clock);

    /// <summary>Begins a diagnosis. Nothing is sent and nothing is changed; whoever stops reading ends it.</summary>
    /// <returns>Null where there is no such message.</returns>
    public async Task<IAsyncEnumerable<Walked>?> BeginAsync(Guid messageId, Inquirer by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await _log.FindAsync(messageId, ct) is not { } message) return null;
        var plan = await _plans.FindAsync(message.PlanId, ct);
        var facts = ExplainFacts.Of(message, plan, await _figures.ReadAsync(message, ct)) with
        {
            ShownNumber = by.Show(message.To),
            Zone = by.Zone,
            ReceiptsByCallback = plan is null ? null : _callbacks.For(plan) is not null,
        };
        var (words, now) = (new Phrases(facts.Plan, facts), _clock.GetUtcNow());
        var ofPlan = plan is null ? null : new PlanCase(plan, by, now, words) { Meanwhile = message.State.IsFinal() ? "" : words.WaitingToo };
        var of = new MessageCase(by.SeesNumbers ? message : Masking.InSteps(message), facts, words, ofPlan, by, now);
        return Looks.WalkAsync([.. LooksAt(of)], () => Findings.Of(of, $"ended.{message.State.ToString().ToLowerInvariant()}", of.Told.Headline, isKnown: false), ct);
    }

    private IEnumerable<Look> LooksAt(MessageCase of)
    {
        var message = of.Message;
        yield return LogLooks.Log(of);
        if (message.State == MessageState.Delivered && message.Origin == Origin.Odoo)
        {
            yield return _ofOdoo.Receipt(of);
            yield break;
        }

        yield return LogLooks.Number(of);
        yield return LogLooks.Sender(of);
        if (of.Plan is { } plan)
        {
            yield return LogLooks.TrialNumbers(of);
            foreach (var look in LooksAtPlan(of, plan)) yield return look;
        }

        // Once Sinch has it, an earlier answer is history.
        if (of is { IsRefused: true, Taken: false }) yield return AnswerLooks.Answer(of);
        if (of.Plan is { } queued && (of.Waits || (message.State == MessageState.Expired && !of.Taken))) yield return _ofQueue.Queue(of, queued);
        if (of is { Ended: true, Taken: true }) yield return AnswerLooks.DeliveryCode(of);
    }

    private IEnumerable<Look> LooksAtPlan(MessageCase of, PlanCase plan)
    {
        var message = of.Message;
        // A receipt that names a cause needs no word of Sinch's about the account.
        var isOfAccount = message.DeliveryCode == 413;
        var isOfTime = message.DeliveryCode == 406 || message is { State: MessageState.Expired, DeliveryCode: null or 0 };
        if (of.Waits) yield return PlanLooks.Pause(plan);
        if (!of.Ended || !of.Taken || isOfAccount || isOfTime)
        {
            yield return _ofPlan.Account(plan, failed => !of.Ended || message.HttpStatus is 401 or 404 || isOfAccount || (!of.Taken && !of.IsRefused));
            yield return PlanLooks.Clock(plan, isOfTime);
        }

        if (of.Waits) yield return _ofPlan.Quota(plan, message.WaitsForQuota);
        if (message.OutcomeUnknown) yield return _ofSinch.Reference(of, plan);
        if (!of.IsUnderWay) yield break;
        yield return _ofSinch.Receipt(of, plan);
        yield return _ofSinch.Silence(of, plan);
    }
}
