using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Programs cancel in one call what they asked for in one.</summary>
internal static class SubmissionsApi
{
    public static void MapSubmissionsApi(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/submissions/{id:guid}/cancel", CancelAsync).ForKeys(ApiScopes.MessagesSend);

    private static async Task<IResult> CancelAsync(Guid id, Caller caller, QueueDeeds queue, CancellationToken ct) =>
        await queue.CancelSubmissionAsync(caller.Key.PlanId, id, caller.Key.IsTest, caller.Actor, ct) switch
        {
            null => new Problem(
                StatusCodes.Status404NotFound, "no-such-submission", "There is no such submission", "The service plan of this key has no submission with this id."),
            { Cancelled: 0 } => new Problem(
                StatusCodes.Status409Conflict, "not-cancellable", "The submission cannot be cancelled any more",
                "None of its messages waits. What Sinch has, or is being handed, goes its way."),
            var done => TypedResults.Json(new SubmissionAnswer(done.SubmissionId, done.Cancelled, done.Left, caller.Key.IsTest), ApiJson.Options),
        };

    /// <param name="Left">Those that had left the queue.</param>
    private sealed record SubmissionAnswer(Guid Id, int Cancelled, int Left, bool Test);
}
