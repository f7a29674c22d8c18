using Microsoft.Extensions.Options;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Checklist;

/// <summary>A one-time code from end to end: sent, delivered, entered, right. In the sandbox it enters itself; from a real phone a person does.</summary>
internal sealed class OneTimeCodeCheck(Plans plans, Verifications verifications, MessageWait wait, SandboxPhone handset, IOptions<ChecklistOptions> options, TimeProvider clock)
{
    private const ChecklistItem Item = ChecklistItem.OneTimeCode;
    private const string Purpose = "checklist";

    // The shortest wait that two codes to one number have between them is half a minute.
    private static readonly TimeSpan WaitedFor = TimeSpan.FromMinutes(1);

    public async Task<ItemResult> AskAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Blocker([.. SmsChecks.Needs, ChecklistItem.TestSms]) is { } first) return ItemResult.Skip(Item, first, "a code needs an SMS that arrives.");
        var plan = await plans.FindAsync(asking.Plan.Id, ct) ?? asking.Plan;
        var request = new NewVerification(plan.Id, asking.Phone!, Purpose);
        var outcome = await verifications.StartAsync(request, asking.By, ct);
        if (outcome is CodeOutcome.TooMany { Refusal.Until: var until } && until - clock.GetUtcNow() is var left && left <= WaitedFor)
        {
            await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1), clock, ct);
            outcome = await verifications.StartAsync(request, asking.By, ct);
        }

        return outcome switch
        {
            CodeOutcome.Sent sent => await SentAsync(asking, plan, sent, ct),
            CodeOutcome.Invalid invalid => NotSent(invalid.Faults[0].Says, plan.Source == PlanSource.Storage ? new Mend("Open the country of the test phone for codes, or give another phone.", "Edit the plan", $"/credentials/{plan.Id}/edit") : new Mend("Give a test phone in the sender’s country.")),
            CodeOutcome.TooMany many => NotSent("Too many codes went to this number lately.", new Mend($"Give another test phone, or run this one again at {many.Refusal.Until.UtcDateTime:HH:mm} UTC.")),
            CodeOutcome.OverQuota over => NotSent($"The quota of the {over.Quota.Name} was used up meanwhile.", new Mend("Wait for the reset, then run this one again.", "See the use", "/usage")),
            CodeOutcome.PlanNotReady not => NotSent(not.Says, new Mend("Look at the plan, then run this one again.", "See the plan", $"/credentials#plan-{plan.Id}")),
            _ => NotSent("The code was not sent.", new Mend("Run this one again.")),
        };
    }

    /// <summary>What a code that somebody entered makes of an item that waits for it: while another one can be entered, it waits on.</summary>
    public async Task<ItemResult> EnterAsync(ItemResult waiting, Guid planId, string code, CancellationToken ct)
    {
        var isRight = waiting.VerificationId is { } id && await verifications.CheckAsync(planId, id, code, null, ct);
        IReadOnlyList<EvidenceLine> evidence = [.. waiting.Evidence, new EvidenceLine("Checked", isRight ? "The code that was entered is the one that was sent." : "The code that was entered is not taken.", clock.GetUtcNow())];
        if (isRight) return waiting with { State = CheckState.Pass, Says = "Sent, delivered, entered, right.", Mend = null, Evidence = evidence, VerificationId = null };
        var left = waiting.VerificationId is { } asked ? await verifications.ChecksLeftAsync(planId, asked, ct) : 0;
        return left > 0
            ? waiting with { Says = $"That code is wrong, {(left == 1 ? "1 check" : $"{left} checks")} left. Enter the code of the newest text.", Evidence = evidence }
            : NotTaken(waiting with { Evidence = evidence });
    }

    private static ItemResult NotTaken(ItemResult waiting) => waiting with
    {
        State = CheckState.Fail,
        Says = "The code that was entered is not taken.",
        Cause = "It is another than the one that was sent, or its time is over.",
        Mend = new Mend("Run this one again, and enter the code of the newest text."),
        VerificationId = null,
    };

    private async Task<ItemResult> SentAsync(Asking asking, PlanView plan, CodeOutcome.Sent sent, CancellationToken ct)
    {
        asking.Sent[Item] = sent.MessageId;
        var message = await wait.EndAsync(sent.MessageId, options.Value.Patience, ct);
        var evidence = new List<EvidenceLine>
        {
            new("Asked", $"Verification {PlanView.Shorten(sent.Verification.Id.ToString())} to {message.To.Masked}", message.CreatedAt),
            new("Sent", message.BatchId is null ? "" : $"batch {message.BatchId}", message.AcceptedAt) { Space = message.HttpStatus is null ? null : CodeSpace.HttpStatus, Code = message.HttpStatus?.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        if (message.State != MessageState.Delivered)
        {
            var told = Explainer.Explain(ExplainFacts.Of(message, plan));
            return new ItemResult(Item, CheckState.Fail, $"The code was not delivered: {told.Headline}.")
            {
                Cause = told.Why.Length > 0 ? told.Why : told.WhatHappened,
                Mend = new Mend(told.WhatToDo, "See the message", $"/messages/{message.Id}") { RequestToSinch = told.RequestToSinch },
                Evidence = evidence,
            };
        }

        evidence.Add(new EvidenceLine("Delivered", "", message.FinalAt) { Space = CodeSpace.DeliveryCode, Code = $"{message.DeliveryCode ?? 0}" });
        var waiting = new ItemResult(Item, CheckState.Waiting, $"Delivered to {message.To.Masked}. Enter the code of that text.") { VerificationId = sent.Verification.Id, Evidence = evidence };
        if (plan.IsSandbox)
        {
            return await handset.CodeAsync(plan, message.To.E164, message.BatchId, ct) is { } read
                ? Last(await EnterAsync(waiting with { Evidence = [.. evidence, new EvidenceLine("Read", "off the sandbox’s handset, over HTTP")] }, plan.Id, read, ct))
                : waiting with { State = CheckState.Fail, Says = "The sandbox’s handset shows no code.", Cause = "Its text was delivered, and could not be read there.", Mend = new Mend("Look at the handset, then run this one again.", "See the handset", "/sandbox"), VerificationId = null };
        }

        var judged = waiting;
        while (judged.State == CheckState.Waiting && asking.EnterCode is { } enter && await enter(ct) is { Length: > 0 } entered) judged = await EnterAsync(judged, plan.Id, entered, ct);
        return ReferenceEquals(judged, waiting) ? waiting : Last(judged);
    }

    // Whoever entered it has no other one.
    private static ItemResult Last(ItemResult judged) => judged.State == CheckState.Waiting ? NotTaken(judged) : judged;

    private static ItemResult NotSent(string cause, Mend mend) => new(Item, CheckState.Fail, "No code was sent.") { Cause = cause, Mend = mend };
}
