using SmsAdmin.Core.Delivery;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Sinch's own SMS API, served by us: a Sinch client with its host and its token changed sends through our queue. Source:
/// XMS REST reference. There are no groups.
/// </summary>
internal static class XmsApi
{
    private const string Root = $"/xms/v1/{{{XmsDoor.Plan}}}";

    public static void MapSinchDoor(this IEndpointRouteBuilder routes)
    {
        routes.MapResource(Root + "/batches", ("GET", ApiScopes.MessagesRead, ListAsync), ("POST", ApiScopes.MessagesSend, SendAsync));
        routes.MapResource(Root + "/batches/dry_run", ("POST", ApiScopes.MessagesSend, DryRunAsync));
        routes.MapResource(
            Root + "/batches/{id}", ("GET", ApiScopes.MessagesRead, FindAsync), ("POST", ApiScopes.MessagesSend, UpdateAsync),
            ("PUT", ApiScopes.MessagesSend, ReplaceAsync), ("DELETE", ApiScopes.MessagesSend, CancelAsync));
        routes.MapResource(Root + "/batches/{id}/delivery_feedback", ("POST", ApiScopes.MessagesSend, FeedbackAsync));
        routes.MapXmsReports(Root);
        routes.Map(Root + "/groups/{**rest}", NoGroups).ForSinchClients(ApiScopes.None);
        routes.Map(Root + "/{**rest}", () => XmsAnswer.NotThere).ForSinchClients(ApiScopes.None);
        routes.Map("/xms/{**rest}", () => XmsAnswer.NotThere).ForSinchClients(ApiScopes.None);
    }

    // As we write it, and nothing else: an id of Sinch's is none of ours.
    public static Guid? IdOf(string id) => Guid.TryParseExact(id, "D", out var batch) ? batch : null;

    private static async Task<IResult> SendAsync(HttpRequest request, Caller caller, XmsBatches batches, CancellationToken ct)
    {
        var (order, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadWhole, ct);
        return order is null ? answer! : XmsAnswer.Of(await batches.SendAsync(caller.Owner(), order, caller.Actor, ct), StatusCodes.Status201Created);
    }

    private static async Task<IResult> DryRunAsync(HttpRequest request, Caller caller, XmsDryRuns runs, CancellationToken ct)
    {
        var query = new XmsQuery(request.Query);
        var isDetailed = query.Flag("per_recipient");
        var most = query.Number("number_of_recipients", XmsDryRuns.UsualRecipients, 0, XmsRequest.MostRecipients);
        if (query.Error is { } error) return XmsAnswer.Refused(error);
        var (order, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadWhole, ct);
        return order is null ? answer! : XmsAnswer.Of(await runs.RunAsync(caller.Owner(), order, isDetailed ? most : null, ct));
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Caller caller, XmsBatches batches, CancellationToken ct)
    {
        var query = new XmsQuery(request.Query);
        var (page, span, from, reference) = (query.Page(), query.Span(), query.List("from"), query.Text("client_reference"));
        return query.Error is { } error ? XmsAnswer.Refused(error) : XmsAnswer.Of(await batches.ListAsync(caller.Owner(), page, span, from, reference, ct));
    }

    private static async Task<IResult> FindAsync(string id, Caller caller, XmsBatches batches, CancellationToken ct) =>
        IdOf(id) is { } batch ? XmsAnswer.Of(await batches.FindAsync(caller.Owner(), batch, ct)) : XmsAnswer.NotThere;

    private static async Task<IResult> UpdateAsync(string id, HttpRequest request, Caller caller, XmsChanges changes, CancellationToken ct)
    {
        if (IdOf(id) is not { } batch) return XmsAnswer.NotThere;
        var (change, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadChange, ct);
        return change is null ? answer! : XmsAnswer.Of(await changes.UpdateAsync(caller.Owner(), batch, change, caller.Actor, ct));
    }

    private static async Task<IResult> ReplaceAsync(string id, HttpRequest request, Caller caller, XmsChanges changes, CancellationToken ct)
    {
        if (IdOf(id) is not { } batch) return XmsAnswer.NotThere;
        var (order, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadWhole, ct);
        return order is null ? answer! : XmsAnswer.Of(await changes.ReplaceAsync(caller.Owner(), batch, order, caller.Actor, ct));
    }

    private static async Task<IResult> CancelAsync(string id, Caller caller, XmsBatches batches, QueueDeeds queue, CancellationToken ct)
    {
        if (IdOf(id) is not { } batch || await batches.FindAsync(caller.Owner(), batch, ct) is not XmsOutcome.Done) return XmsAnswer.NotThere;
        await queue.CancelSubmissionAsync(caller.Key.PlanId, batch, caller.Key.IsTest, caller.Actor, ct);
        return XmsAnswer.Of(await batches.FindAsync(caller.Owner(), batch, ct));
    }

    private static async Task<IResult> FeedbackAsync(string id, HttpRequest request, Caller caller, XmsFeedback feedback, CancellationToken ct)
    {
        if (IdOf(id) is not { } batch) return XmsAnswer.NotThere;
        var (recipients, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadFeedback, ct);
        return recipients is null ? answer! : XmsAnswer.Of(await feedback.TakeAsync(caller.Owner(), batch, recipients, ct), StatusCodes.Status202Accepted);
    }

    private static XmsAnswer NoGroups() => XmsAnswer.Refused(
        StatusCodes.Status403Forbidden, "groups_not_supported", "SmsAdmin keeps no groups. Name the numbers in to, up to 1,000 in a batch.");
}
