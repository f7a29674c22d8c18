using System.Globalization;
using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Takes what is to be sent: messages, quota use and audit entry in one transaction, then the bell. Sends nothing itself.</summary>
public sealed class Submissions(
    Plans plans, Acceptances acceptances, TextVault texts, AuditTrail audit, Bells bells, ChangeFeed feed, Meters meters,
    TimeProvider clock)
{
    /// <summary>Queues one message, or says why not. Nothing is kept of what was not queued.</summary>
    public async Task<SubmitOutcome> SubmitAsync(NewMessage request, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SubmitOutcome.Of(await SubmitAsync(request.Whole(), by, ct));
    }

    /// <summary>
    /// Queues one text to up to 1,000 recipients: all of them or none, unless the request is content with a part. Nothing is
    /// kept of what was not queued.
    /// </summary>
    public async Task<SubmissionOutcome> SubmitAsync(NewSubmission request, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(by);
        var plan = await plans.FindAsync(request.PlanId, ct);
        if (plan is null) return PlanGone;
        if (NotReady(plan) is { } says) return new SubmissionOutcome.PlanNotReady(says);

        var now = Instants.Truncated(clock.GetUtcNow());
        var reading = SubmissionReading.Of(request, plan, now);
        if (reading.Faults.Count > 0 || (reading.OfRecipients.Count > 0 && !request.Partial) || reading.IsNobody)
            return new SubmissionOutcome.Invalid(reading.Faults, reading.OfRecipients);
        return await WriteAsync(request, reading, plan, now, by);
    }

    private async Task<SubmissionOutcome> WriteAsync(NewSubmission request, SubmissionReading reading, PlanView plan, DateTimeOffset now, Actor by)
    {
        var sendAt = request.SendAt is { } later && later > now ? Instants.Truncated(later.ToUniversalTime()) : (DateTimeOffset?)null;
        var submission = new Submission
        {
            Id = Guid.CreateVersion7(now),
            PlanId = plan.Id,
            Origin = request.Origin,
            RequestedBy = by.Name,
            RequestedById = by.Id,
            CallerReference = request.CallerReference,
            ReferenceHash = CallerReferences.HashOf(request.CallerReference),
            PressId = request.PressId,
            SendAt = sendAt,
            CallbackKind = request.Callback?.Kind,
            CallbackUrl = request.Callback?.Url.AbsoluteUri,
            IsTest = request.IsTest,
            CreatedAt = now,
        };
        if (request.Batch is { } batch) Keep(batch, submission, now);
        var messages = new List<Message>(reading.Numbers.Count);
        for (var i = 0; i < reading.Numbers.Count; i++)
        {
            if (reading.Numbers[i] is { } number) messages.Add(MessageOf(request, submission, request.Recipients[i], number, reading.From!));
        }

        var result = await acceptances.CommitAsync(new Acceptance(submission, messages, AuditOf(messages, plan, by), plan.Limits(), request.Defer, request.Partial)
        {
            IsPlanStored = plan.Source == PlanSource.Storage,
            Key = request.Key,
            Once = request.Once,
            Outcome = accepted => new SubmissionOutcome.Taken(accepted.SubmissionId, accepted.CreatedAt, OutcomesOf(request, reading, accepted)),
        });
        if (result.IsPlanGone) return PlanGone;
        if (result.IsAnswered) return new SubmissionOutcome.Repeated();
        if (result.Refused is { } full) return new SubmissionOutcome.OverQuota(full);
        if (!result.IsRepeat) Tell(plan, request.Lane, result);
        return new SubmissionOutcome.Taken(result.SubmissionId, result.CreatedAt, OutcomesOf(request, reading, result));
    }

    /// <summary>Writes down what a Sinch client asked for, as its batch is shown.</summary>
    internal void Keep(BatchOrder batch, Submission submission, DateTimeOffset now)
    {
        (submission.From, submission.Reports, submission.MaxParts) = (batch.From, batch.Reports, batch.Wire.MaxParts);
        (submission.FeedbackEnabled, submission.OrderCipher, submission.ModifiedAt) = (batch.Wire.FeedbackEnabled is true, texts.Close(batch), now);
    }

    /// <summary>The message to one recipient, as it is queued.</summary>
    internal Message MessageOf(NewSubmission request, Submission submission, NewRecipient recipient, PhoneNumber to, SenderId from)
    {
        var content = new MessageContent(request.Text, recipient.Parameters) { Options = request.Wire };
        var (characters, parts, isUnicode) = content.Measure();
        var (now, due) = (submission.CreatedAt, submission.SendAt ?? submission.CreatedAt);
        return new Message
        {
            Id = Guid.CreateVersion7(now),
            SubmissionId = submission.Id,
            PlanId = submission.PlanId,
            Lane = request.Lane,
            Origin = submission.Origin,
            IsTest = request.IsTest,
            RequestedBy = submission.RequestedBy,
            To = to.E164,
            Country = to.Country ?? "",
            LastFour = to.LastFour,
            From = from.Value,
            TextCipher = texts.Close(content),
            Characters = characters,
            Parts = parts,
            IsUnicode = isUnicode,
            State = MessageState.Queued,
            DueAt = due,
            Deadline = request.Deadline?.ToUniversalTime(),
            CreatedAt = now,
            ChangedAt = now,
            CallbackKind = request.Callback?.Kind,
            CallbackUrl = request.Callback?.Url.AbsoluteUri,
            CallbackAllowsPrivateHost = request.Callback?.AllowsPrivateHost ?? false,
            CallbackReference = recipient.CallbackReference ?? request.Callback?.Reference,
        };
    }

    // One entry, however many: who sent, from where, by which plan. A program's sends stand in the log alone.
    private AuditEntry? AuditOf(List<Message> messages, PlanView plan, Actor by)
    {
        if (by.Kind != ActorKind.User) return null;
        var first = messages[0];
        var subject = messages.Count == 1 ? PhoneNumber.FromDigits(first.To).Masked : string.Create(CultureInfo.InvariantCulture, $"{messages.Count:N0} recipients");
        return audit.Entry(by, "message.queued", subject, messages.Count == 1 ? first.Id : first.SubmissionId, after: new { plan = plan.Name, from = first.From, parts = messages.Sum(m => m.Parts) });
    }

    private void Tell(PlanView plan, Lane lane, AcceptanceResult result)
    {
        var queued = result.Fates.Where(fate => fate.IsQueued).ToList();
        if (!queued[0].Message.IsTest) meters.Accepted(plan.Id, lane, queued.Count);
        bells.Queue.Ring();
        feed.Announce(queued is [{ Message.Id: var only }] ? new MessageChange(only, plan.Id, MessageState.Queued) : MessageChange.Any);
    }

    private static List<RecipientOutcome> OutcomesOf(NewSubmission request, SubmissionReading reading, AcceptanceResult result)
    {
        // Taken long ago, its number may have been erased since.
        if (result is { IsRepeat: true, Fates: [var only] }) return [only.Outcome];
        var fates = result.Fates.ToDictionary(fate => fate.Message.To, StringComparer.Ordinal);
        var faults = reading.OfRecipients.ToLookup(of => of.Index, of => of.Fault);
        var outcomes = new List<RecipientOutcome>(request.Recipients.Count);
        for (var i = 0; i < request.Recipients.Count; i++)
        {
            outcomes.Add(reading.Numbers[i] is { } number && fates.TryGetValue(number.E164, out var fate)
                ? fate.Outcome
                : new RecipientOutcome.Invalid(request.Recipients[i].To, [.. faults[i]]));
        }

        return outcomes;
    }

    private static SubmissionOutcome PlanGone => new SubmissionOutcome.PlanNotReady("This plan is gone. Choose another.");

    private static string? NotReady(PlanView plan) => plan.Readiness switch
    {
        PlanReadiness.NoRegion => $"{plan.Name} has no region yet, so it sends nothing. Detect it under Credentials.",
        PlanReadiness.NotVerified => $"Sinch has not yet taken plan and token of {plan.Name}. Check it under Credentials.",
        PlanReadiness.TokenUnreadable => $"The token of {plan.Name} cannot be opened: the key ring that closed it is gone. Put it back, or set the token anew under Credentials.",
        // Paused plans take messages: they wait and none is lost.
        _ => null,
    };
}
