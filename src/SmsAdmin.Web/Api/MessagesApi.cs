using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Delivery.Explanations;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Programs send messages and ask what became of them.</summary>
internal static class MessagesApi
{
    public static void MapMessagesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/messages", SendAsync).ForKeys(ApiScopes.MessagesSend);
        routes.MapGet("/api/v1/messages/{id:guid}", FindAsync).ForKeys(ApiScopes.MessagesRead);
    }

    private static async Task<IResult> SendAsync(HttpContext context, Caller caller, Submissions submissions, TimeProvider clock, CancellationToken ct)
    {
        var (request, problem) = await JsonRequest.ReadAsync<MessageRequest>(context.Request, MessageRequest.Names, MessageRequest.Read, ct);
        if (request is null) return problem!;
        return Answer(await submissions.SubmitAsync(request.ToMessage(caller.Key.PlanId, clock.GetUtcNow()), caller.Actor, ct), context.Response, clock);
    }

    private static IResult Answer(SubmitOutcome outcome, HttpResponse response, TimeProvider clock)
    {
        switch (outcome)
        {
            case SubmitOutcome.Queued queued:
                response.Headers.Location = $"/api/v1/messages/{queued.MessageId}";
                return TypedResults.Json(MessageTaken.Of(queued), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
            case SubmitOutcome.Invalid invalid:
                return Problem.Invalid(MessageRequest.InOurWords(invalid.Faults));
            case SubmitOutcome.OverQuota over:
                return OverQuota(over.Quota, clock.GetUtcNow());
            case SubmitOutcome.PlanNotReady not:
                return new Problem(StatusCodes.Status409Conflict, "plan-not-ready", "The service plan cannot send", not.Says);
            default:
                throw new InvalidOperationException("An outcome that nobody handles.");
        }
    }

    internal static Problem OverQuota(QuotaFull full, DateTimeOffset now) => new(
        StatusCodes.Status429TooManyRequests, "quota-exceeded", "The quota is used up",
        $"All {full.Limit:N0} messages of this {full.Name} are used. Nothing was queued; there is room again from {full.ResetsAt:yyyy-MM-dd HH:mm} UTC.")
    {
        Quota = new QuotaAnswer(full.Name, full.Used, full.Limit, full.ResetsAt.UtcDateTime),
        RetryAfter = full.ResetsAt - now,
    };

    private static async Task<IResult> FindAsync(Guid id, Caller caller, MessageLog log, Plans plans, CancellationToken ct)
    {
        if (await log.FindAsync(id, ct) is not { } message || message.PlanId != caller.Key.PlanId)
            return new Problem(StatusCodes.Status404NotFound, "no-such-message", "There is no such message", "The service plan of this key has no message with this id.");
        var plan = await plans.FindAsync(message.PlanId, ct);
        var explanation = Explainer.Explain(ExplainFacts.Of(message, plan));
        return TypedResults.Json(MessageAnswer.Of(message, explanation.Headline), ApiJson.Options);
    }
}
