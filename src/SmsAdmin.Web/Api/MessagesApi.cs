using System.Text.Json;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Programs send messages, ask what became of them, and cancel what waits.</summary>
internal static class MessagesApi
{
    private const string Root = "/api/v1/messages";

    public static void MapMessagesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Root, SendAsync).ForKeys(ApiScopes.MessagesSend);
        routes.MapGet(Root, ListAsync).ForKeys(ApiScopes.MessagesRead);
        routes.MapGet(Root + "/{id:guid}", FindAsync).ForKeys(ApiScopes.MessagesRead);
        routes.MapPost(Root + "/{id:guid}/cancel", CancelAsync).ForKeys(ApiScopes.MessagesSend);
    }

    private static async Task<IResult> SendAsync(HttpContext context, Caller caller, Submissions submissions, MessageLog log, TimeProvider clock, CancellationToken ct)
    {
        var (request, problem) = await JsonRequest.ReadAsync<MessageRequest>(context.Request, MessageRequest.Names, MessageRequest.Read, MessageRequest.LargestBody, ct);
        if (request is null) return problem!;
        return await Repeatable.RunAsync(context, caller, request.SameAs, async ticket =>
        {
            var submission = request.ToSubmission(caller.Key, clock.GetUtcNow()) with { Once = ticket is null ? null : new Once<SubmissionOutcome.Taken>(ticket, AnswerOf) };
            return await submissions.SubmitAsync(submission, caller.Actor, ct) switch
            {
                SubmissionOutcome.Taken taken => new KeptJson(AnswerOf(taken)),
                SubmissionOutcome.Repeated => null,
                SubmissionOutcome.Invalid invalid => Problem.Invalid(MessageRequest.InOurWords(invalid.Faults).Concat(invalid.OfRecipients.Select(request.Placed))),
                SubmissionOutcome.OverQuota over => OverQuota(over.Quota, clock.GetUtcNow()),
                SubmissionOutcome.PlanNotReady not => new Problem(StatusCodes.Status409Conflict, "plan-not-ready", "The service plan cannot send", not.Says),
                _ => throw new InvalidOperationException("An outcome that nobody handles."),
            };
        }, ct, caller.Key.Reports is null ? null : kept => EndedAsync(kept, log, ct));

        RepeatAnswer AnswerOf(SubmissionOutcome.Taken taken)
        {
            if (!request.IsSingle) return Kept(SubmissionTaken.Of(taken, caller.Key.IsTest), $"{Root}?submission={taken.SubmissionId}");
            var one = MessageTaken.Of(taken, caller.Key.IsTest);
            return Kept(one, $"{Root}/{one.Id}");
        }
    }

    // Odoo's gateway module tries anew what it heard has failed, and takes a good answer for "sent". It gives up after three that are none.
    private static async Task<IResult?> EndedAsync(RepeatAnswer kept, MessageLog log, CancellationToken ct) =>
        Guid.TryParse(kept.Location?.Split('/')[^1], out var id) && await log.FindAsync(id, ct) is { State: not (MessageState.Delivered or MessageState.Unknown) } message && message.State.IsFinal()
            ? new Problem(
                StatusCodes.Status409Conflict, "message-failed", "The message has failed",
                $"The same text to the same number was taken as {id:D} and is {MessageAnswer.Word(message.State)}. Nothing was done.")
            : null;

    private static RepeatAnswer Kept<T>(T answer, string location) => new(StatusCodes.Status202Accepted, JsonSerializer.Serialize(answer, ApiJson.Options), location);

    /// <summary>The quota has no room: which, how full, and until when.</summary>
    internal static Problem OverQuota(QuotaFull full, DateTimeOffset now) => new(
        StatusCodes.Status429TooManyRequests, "quota-exceeded", "The quota is used up",
        $"{full.Used:N0} of {full.Limit:N0} messages of this {full.Name} are used, and there is no room for this. Nothing was queued; there is room again from {full.ResetsAt:yyyy-MM-dd HH:mm} UTC.")
    {
        Quota = new QuotaAnswer(full.Name, full.Used, full.Limit, full.ResetsAt.UtcDateTime),
        RetryAfter = full.ResetsAt - now,
    };

    private static async Task<IResult> ListAsync(HttpRequest request, Caller caller, MessageLog log, CancellationToken ct)
    {
        var (query, problem) = MessageQuery.Read(request.Query);
        if (query is null) return problem!;
        if (query.Cursor is { } cursor && !await log.HasAsync(caller.Key.PlanId, cursor, ct))
            return Problem.Invalid([new FieldFault("cursor", "Give the next_cursor of an answer, as it came.")]);
        var filter = query.Filter with { PlanId = caller.Key.PlanId, IsTest = caller.Key.IsTest };
        var page = await log.ListAsync(filter, query.Cursor, PageSide.OlderThan, query.Limit, ct);
        return TypedResults.Json(new MessageList([.. page.Rows.Select(MessageListed.Of)], page.Older, caller.Key.IsTest), ApiJson.Options);
    }

    private static async Task<IResult> FindAsync(Guid id, Caller caller, MessageLog log, Plans plans, CancellationToken ct) =>
        await OwnAsync(id, caller, log, ct) is { } message ? await AnswerAsync(message, plans, ct) : NoSuch();

    private static async Task<IResult> CancelAsync(Guid id, Caller caller, MessageLog log, QueueDeeds queue, Plans plans, CancellationToken ct)
    {
        if (await OwnAsync(id, caller, log, ct) is null) return NoSuch();
        var cancelled = await queue.CancelAsync(id, caller.Actor, ct);
        if (await OwnAsync(id, caller, log, ct) is not { } message) return NoSuch();
        return cancelled || message.State == MessageState.Cancelled
            ? await AnswerAsync(message, plans, ct)
            : new Problem(
                StatusCodes.Status409Conflict, "not-cancellable", "The message cannot be cancelled any more",
                $"It is {MessageAnswer.Word(message.State)}. What Sinch has, or is being handed, goes its way.");
    }

    // What a test key asked for is seen by test keys alone, and what is real by the others.
    private static async Task<MessageDetail?> OwnAsync(Guid id, Caller caller, MessageLog log, CancellationToken ct) =>
        await log.FindAsync(id, ct) is { } message && message.PlanId == caller.Key.PlanId && message.IsTest == caller.Key.IsTest ? message : null;

    private static async Task<IResult> AnswerAsync(MessageDetail message, Plans plans, CancellationToken ct)
    {
        var explanation = Explainer.Explain(ExplainFacts.Of(message, await plans.FindAsync(message.PlanId, ct)));
        return TypedResults.Json(MessageAnswer.Of(message, explanation.Headline), ApiJson.Options);
    }

    private static Problem NoSuch() =>
        new(StatusCodes.Status404NotFound, "no-such-message", "There is no such message", "The service plan of this key has no message with this id.");
}
