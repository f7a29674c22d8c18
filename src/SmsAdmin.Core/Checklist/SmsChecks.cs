using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>One test SMS, and what it proves: that it arrives, that its sender is allowed, and that its receipt came back as a callback.</summary>
internal sealed class SmsChecks(Plans plans, Submissions submissions, MessageWait wait, AccountFigures account, CallbackAddress callbacks, IOptions<ChecklistOptions> options)
{
    private const ChecklistItem Sms = ChecklistItem.TestSms;
    private const ChecklistItem From = ChecklistItem.Sender;
    private const ChecklistItem Back = ChecklistItem.Callbacks;

    /// <summary>What has to pass before an SMS makes sense.</summary>
    internal static readonly ChecklistItem[] Needs = [ChecklistItem.PlanAndRegion, ChecklistItem.Token, ChecklistItem.Account, ChecklistItem.Quota];

    public async Task<IReadOnlyList<ItemResult>> AskAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Blocker(Needs) is { } first)
        {
            return
            [
                ItemResult.Skip(Sms, first, first == ChecklistItem.Quota ? "there is no room for an SMS." : "an SMS needs an account that works."),
                ItemResult.Skip(From, first, "only an SMS that is delivered proves a sender."), ItemResult.Skip(Back, first, "a callback needs an SMS that it tells of."),
            ];
        }

        var plan = await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan;
        if (plan is { Readiness: PlanReadiness.Paused }) return Paused(plan);
        if (string.IsNullOrEmpty(plan.Sender)) return OfSender(new ItemResult(From, CheckState.Fail, $"{plan.Name} has no sender.") { Cause = "Sinch asks for one with each SMS, and nobody has set it.", Mend = SetSender(plan) });
        var outcome = await submissions.SubmitAsync(new NewMessage(plan.Id, asking.Phone!, null, TextOf(asking), Lane.Test, Origin.Checklist), asking.By, ct);
        if (outcome is SubmitOutcome.Queued queued)
        {
            asking.Sent[Sms] = queued.MessageId;
            return await JudgeAsync(plan, queued, await wait.EndAsync(queued.MessageId, options.Value.Patience, ct), ct);
        }

        return outcome switch
        {
            SubmitOutcome.Invalid { Faults: [{ Field: "from" } fault, ..] } => OfSender(new ItemResult(From, CheckState.Fail, $"{plan.Sender} cannot be a sender.") { Cause = fault.Says, Mend = SetSender(plan) }),
            SubmitOutcome.Invalid invalid => NotSent(invalid.Faults[0].Says, new Mend("Give another test phone and run this one again.")),
            SubmitOutcome.OverQuota over => NotSent($"The quota of the {over.Quota.Name} was used up meanwhile.", new Mend("Wait for the reset, then run this one again.", "See the use", "/usage")),
            SubmitOutcome.PlanNotReady not => NotSent(not.Says, new Mend("Look at the plan, then run this one again.", "See the plan", $"/credentials#plan-{plan.Id}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static string? Shown(string? sender) => sender is ['+', ..] ? PhoneNumber.FromDigits(sender).International : sender;

    private async Task<IReadOnlyList<ItemResult>> JudgeAsync(PlanView plan, SubmitOutcome.Queued queued, MessageDetail message, CancellationToken ct)
    {
        var told = Explainer.Explain(ExplainFacts.Of(message, plan, await account.ReadAsync(message, ct)));
        var evidence = EvidenceOf(message, queued.Parts);
        var back = CallbackOf(plan, message);
        if (message.State == MessageState.Delivered)
        {
            return
            [
                new ItemResult(Sms, CheckState.Pass, $"Delivered to {message.To.Masked}{After(message)}.") { Evidence = evidence },
                new ItemResult(From, CheckState.Pass, $"An SMS from {Shown(message.From)} arrived.") { Evidence = [.. evidence, new EvidenceLine("Proves", $"Sinch and an operator let {Shown(message.From)} send to {CountryPhrase.Of(message.To)}. Other countries have rules of their own.")] },
                back,
            ];
        }

        var cause = told.Why.Length > 0 ? told.Why : told.WhatHappened;
        var mend = new Mend(told.WhatToDo, told.Next.Href is null ? null : told.Next.Label, told.Next.Href == "#timeline" ? $"/messages/{message.Id}" : told.Next.Href) { RequestToSinch = told.RequestToSinch };
        if (told.Next.Kind == NextStepKind.ChangeSender)
        {
            return
            [
                ItemResult.Skip(Sms, From, "the SMS was stopped for its sender.") with { Evidence = evidence },
                new ItemResult(From, CheckState.Fail, $"{told.Headline}.") { Cause = cause, Mend = mend with { Href = SetSender(plan).Href }, Evidence = evidence },
                back.State == CheckState.Pass ? back : ItemResult.Skip(Back, From, "an SMS that goes nowhere may have no receipt."),
            ];
        }

        return
        [
            new ItemResult(Sms, CheckState.Fail, message.State.IsFinal() ? $"{told.Headline}." : $"Not delivered within {options.Value.Patience.TotalMinutes:0.#}\u00A0minutes: {told.Headline}.") { Cause = cause, Mend = mend, Evidence = evidence },
            ItemResult.Skip(From, Sms, "only an SMS that is delivered proves a sender."),
            back.State == CheckState.Pass ? back : ItemResult.Skip(Back, Sms, "a callback needs an SMS that it tells of."),
        ];
    }

    // A receipt that had to be asked for is no callback.
    private ItemResult CallbackOf(PlanView plan, MessageDetail message)
    {
        if (callbacks.For(plan) is not { } address)
        {
            return new ItemResult(Back, CheckState.NotApplicable, "Sinch is asked for no callbacks; receipts are polled.") { Mend = new Mend("For faster receipts set PublicBaseUrl to the address at which Sinch reaches SmsAdmin, and restart.", "See the settings", "/settings") };
        }

        var steps = message.Steps.Where(step => step is { Kind: MessageEventKind.Status, DeliveryCode: not null }).ToList();
        EvidenceLine[] evidence =
        [
            new EvidenceLine("Asked", $"Sinch, to post receipts to {address.Authority}/webhooks/sinch/••••"),
            .. steps.Select(step => new EvidenceLine("Came", step.RawHead ?? step.Says ?? "", step.At) { Space = CodeSpace.DeliveryCode, Code = $"{step.DeliveryCode}" }),
        ];
        return steps.Find(step => step.RawHead?.StartsWith("POST /webhooks/", StringComparison.Ordinal) == true) is { } first
            ? new ItemResult(Back, CheckState.Pass, $"The receipt of item {(int)Sms} came back through {address.Authority}{(message.AcceptedAt is { } taken && first.At > taken ? $" {(first.At - taken).TotalSeconds:0.0}\u00A0s later" : "")}.") { Evidence = evidence }
            : new ItemResult(Back, CheckState.Fail, $"No callback came to {address.Authority}.")
            {
                Cause = "Sinch was asked to post the receipt there and nothing arrived; it had to be asked for instead, which is slower.",
                Mend = new Mend($"See that Sinch reaches {address.Authority} from outside: name, certificate, firewall, proxy, and what callbacks must prove.", "See what they must prove", plan.Source == PlanSource.Storage ? $"/credentials/{plan.Id}/callbacks" : "/settings"),
                Evidence = evidence,
            };
    }

    private static List<EvidenceLine> EvidenceOf(MessageDetail message, int parts)
    {
        var evidence = new List<EvidenceLine> { new("Asked", $"Message {PlanView.Shorten(message.Id.ToString())} to {message.To.Masked} from {message.From}, {parts} {(parts == 1 ? "part" : "parts")}", message.CreatedAt) };
        if (message.HttpStatus is { } status) evidence.Add(new EvidenceLine("Answered", message.BatchId is null ? message.ApiErrorCode ?? "" : $"batch {message.BatchId}", message.AcceptedAt) { Space = CodeSpace.HttpStatus, Code = $"{status}" });
        evidence.AddRange(message.Steps.Where(step => step.DeliveryCode is not null).Select(step => new EvidenceLine("Receipt", $"{step.State}", step.At) { Space = CodeSpace.DeliveryCode, Code = $"{step.DeliveryCode}" }));
        return evidence;
    }

    private static string After(MessageDetail message) => message.FinalAt is { } end ? $" after {(end - message.CreatedAt).TotalSeconds:0.0}\u00A0s" : "";

    private static string TextOf(Asking asking) => $"SmsAdmin checks its setup. Nothing to do. {PlanView.Shorten(asking.RunId.ToString())[..4]}";

    private static ItemResult[] Paused(PlanView plan) =>
    [
        new ItemResult(Sms, CheckState.Fail, $"Sending through {plan.Name} is paused.")
        {
            Cause = plan.PausedWhy ?? "It was paused.",
            Mend = new Mend("Resume it, then run this one again.", $"Resume {plan.Name}", "/queue") { Deed = Deed.ResumePlan },
        },
        ItemResult.Skip(From, Sms, "only an SMS that is delivered proves a sender."), ItemResult.Skip(Back, Sms, "a callback needs an SMS that it tells of."),
    ];

    private static ItemResult[] OfSender(ItemResult failed) =>
        [ItemResult.Skip(Sms, From, "an SMS needs a sender."), failed, ItemResult.Skip(Back, From, "a callback needs an SMS that it tells of.")];

    private static ItemResult[] NotSent(string cause, Mend mend) =>
    [
        new ItemResult(Sms, CheckState.Fail, "Nothing was sent.") { Cause = cause, Mend = mend },
        ItemResult.Skip(From, Sms, "only an SMS that is delivered proves a sender."), ItemResult.Skip(Back, Sms, "a callback needs an SMS that it tells of."),
    ];

    private static Mend SetSender(PlanView plan) => plan.Source == PlanSource.Environment
        ? new Mend("Set SINCH_FROM_NUMBER to a sender of this plan and restart.")
        : new Mend("Set a sender that Sinch has given to this plan.", "Change the sender", $"/credentials/{plan.Id}/edit");
}
