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
        routes.MapResource(Root + "/batches", ("POST", ApiScopes.MessagesSend, SendAsync));
        routes.MapResource(Root + "/batches/{id}", ("GET", ApiScopes.MessagesRead, FindAsync));
        routes.Map(Root + "/{**rest}", () => XmsAnswer.NotThere).ForSinchClients(ApiScopes.None);
        routes.Map("/xms/{**rest}", () => XmsAnswer.NotThere).ForSinchClients(ApiScopes.None);
    }

    private static async Task<IResult> SendAsync(HttpRequest request, Caller caller, XmsBatches batches, CancellationToken ct)
    {
        var (order, answer) = await XmsBody.ReadAsync(request, XmsRequest.ReadWhole, ct);
        return order is null ? answer! : XmsAnswer.Of(await batches.SendAsync(caller.Owner(), order, caller.Actor, ct), StatusCodes.Status201Created);
    }

    private static async Task<IResult> FindAsync(string id, Caller caller, XmsBatches batches, CancellationToken ct) =>
        IdOf(id) is { } batch ? XmsAnswer.Of(await batches.FindAsync(caller.Owner(), batch, ct)) : XmsAnswer.NotThere;

    // As we write it, and nothing else: an id of Sinch's is none of ours.
    private static Guid? IdOf(string id) => Guid.TryParseExact(id, "D", out var batch) ? batch : null;
}
