using SmsAdmin.Core.Audit;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Takes what is to be sent: message, quota use and audit entry in one transaction, then the bell. Sends nothing itself.</summary>
public sealed class Submissions(
    Plans plans, Acceptances acceptances, TextVault texts, AuditTrail audit, Bells bells, ChangeFeed feed, Meters meters,
    TimeProvider clock)
{
    private static readonly TimeSpan FurthestDeadline = TimeSpan.FromDays(3);

    /// <summary>Queues one message, or says why not. Nothing is kept of what was not queued.</summary>
    public async Task<SubmitOutcome> SubmitAsync(NewMessage request, Actor by, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(by);
        var plan = await plans.FindAsync(request.PlanId, ct);
        if (plan is null) return new SubmitOutcome.PlanNotReady("This plan is gone. Choose another.");
        if (NotReady(plan) is { } says) return new SubmitOutcome.PlanNotReady(says);

        var (to, from, faults) = Recipients.Read(request.To, request.From, plan);
        if (Recipients.TextFault(request.Text) is { } fault) faults = [.. faults, fault];
        if (DeadlineFault(request.Deadline) is { } late) faults = [.. faults, late];
        if (faults.Count > 0) return new SubmitOutcome.Invalid(faults);

        return await WriteAsync(request, plan, to!, from!, by);
    }

    private async Task<SubmitOutcome> WriteAsync(NewMessage request, PlanView plan, PhoneNumber to, SenderId from, Actor by)
    {
        var now = Instants.Truncated(clock.GetUtcNow());
        var size = SmsText.Measure(request.Text);
        var message = new Message
        {
            Id = Guid.CreateVersion7(now),
            SubmissionId = Guid.CreateVersion7(now),
            PlanId = plan.Id,
            Lane = request.Lane,
            Origin = request.Origin,
            RequestedBy = by.Name,
            To = to.E164,
            Country = to.Country ?? "",
            LastFour = to.LastFour,
            From = from.Value,
            TextCipher = texts.Close(request.Text),
            Characters = request.Text.Length,
            Parts = size.Parts,
            IsUnicode = size.Encoding == SmsEncoding.Ucs2,
            State = MessageState.Queued,
            DueAt = now,
            Deadline = request.Deadline?.ToUniversalTime(),
            CreatedAt = now,
            ChangedAt = now,
            CallbackKind = request.Callback?.Kind,
            CallbackUrl = request.Callback?.Url.AbsoluteUri,
            CallbackAllowsPrivateHost = request.Callback?.AllowsPrivateHost ?? false,
            CallbackReference = request.Callback?.Reference,
        };

        var outcome = await acceptances.CommitAsync(new Acceptance(
            new Submission
            {
                Id = message.SubmissionId,
                PlanId = plan.Id,
                Origin = request.Origin,
                RequestedBy = by.Name,
                RequestedById = by.Id,
                CallerReference = request.CallerReference,
                PressId = request.PressId,
                MessageCount = 1,
                CallbackKind = request.Callback?.Kind,
                CallbackUrl = request.Callback?.Url.AbsoluteUri,
                CreatedAt = now,
            },
            message,
            by.Kind == ActorKind.User
                ? audit.Entry(by, "message.queued", to.Masked, message.Id, after: new { plan = plan.Name, from = from.Value, parts = message.Parts })
                : null,
            plan.Limits(),
            request.Defer));
        if (outcome is SubmitOutcome.Queued queued && queued.MessageId == message.Id)
        {
            meters.Accepted(plan.Id, request.Lane);
            bells.Queue.Ring();
            feed.Announce(new MessageChange(message.Id, plan.Id, MessageState.Queued));
        }

        return outcome;
    }

    private FieldFault? DeadlineFault(DateTimeOffset? deadline)
    {
        var now = clock.GetUtcNow();
        if (deadline <= now) return new FieldFault("deadline", "This instant has passed. Give one that is still to come.");
        return deadline > now + FurthestDeadline
            ? new FieldFault("deadline", $"This is more than {FurthestDeadline.Days} days away, longer than Sinch tries. Give an earlier instant, or none.")
            : null;
    }

    private static string? NotReady(PlanView plan) => plan.Readiness switch
    {
        PlanReadiness.NoRegion => $"{plan.Name} has no region yet, so it sends nothing. Detect it under Credentials.",
        PlanReadiness.NotVerified => $"Sinch has not yet taken plan and token of {plan.Name}. Check it under Credentials.",
        PlanReadiness.TokenUnreadable => $"The token of {plan.Name} cannot be opened: the key ring that closed it is gone. Put it back, or set the token anew under Credentials.",
        // Paused plans take messages: they wait and none is lost.
        _ => null,
    };
}
