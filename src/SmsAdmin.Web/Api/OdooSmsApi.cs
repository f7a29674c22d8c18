using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>
/// What Odoo's own SMS module calls once <c>sms.endpoint</c> leads here: JSON-RPC, with the secret of the connection in the
/// path, because Odoo sends no other. Faults are told in JSON-RPC's form, whose <c>data.name</c> Odoo insists on.
/// </summary>
internal static class OdooSmsApi
{
    // 2,000 texts of 2,000 characters, each written as \u0000, would be more; nobody sends those.
    private const int LargestBody = 16 * 1024 * 1024;

    public static void MapOdooSms(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/odoo/{secret}/api/sms/3/send", SendAsync);
        // Registering at Odoo's service: there is nothing to register here, and nothing is claimed.
        Map(routes, "/odoo/{secret}/api/sms/1/account/create", AccountAsync);
        Map(routes, "/odoo/{secret}/api/sms/2/account/verify", AccountAsync);
        Map(routes, "/odoo/{secret}/api/sms/1/account/update_sender", AccountAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, Func<HttpContext, string, OdooRpcRequest, CancellationToken, Task<IResult>> answer) =>
        routes.MapPost(pattern, (string secret, HttpContext context, CancellationToken ct) => EnterAsync(context, secret, answer, ct))
            .AllowAnonymous().DisableAntiforgery().DisableRateLimiting();

    private static async Task<IResult> EnterAsync(
        HttpContext context, string secret, Func<HttpContext, string, OdooRpcRequest, CancellationToken, Task<IResult>> answer, CancellationToken ct)
    {
        JsonElement? id = null;
        try
        {
            // Nobody's body is read before it is somebody's path.
            if (!await context.RequestServices.GetRequiredService<NativeSends>().KnowsAsync(secret, ct)) return Nobody(id);
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
            var (request, fault) = await OdooRpcRequest.ReadAsync(context.Request.Body, ct);
            if (request is null) return new OdooRpcFault(StatusCodes.Status400BadRequest, id, "builtins.ValueError", fault!);
            id = request.Id;
            return await answer(context, secret, request, ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            var problem = ApiFaults.Tell(exception, context);
            return new OdooRpcFault(problem.Status, id, "odoo.exceptions.UserError", problem.Detail);
        }
    }

    private static async Task<IResult> SendAsync(HttpContext context, string secret, OdooRpcRequest request, CancellationToken ct)
    {
        var (call, fault) = request.Sends();
        if (call is null) return new OdooRpcFault(StatusCodes.Status200OK, request.Id, "odoo.exceptions.ValidationError", fault!);
        return await context.RequestServices.GetRequiredService<NativeSends>().TakeAsync(secret, call, context.Address()?.ToString(), ct) switch
        {
            NativeOutcome.Answered answered => new OdooRpcResult(request.Id, answered.Answers.Select(answer => new OdooSmsAnswer(answer.Uuid, answer.State, answer.Credit))),
            _ => Nobody(request.Id),
        };
    }

    // "closed_feature" is Odoo's own word for "not open to registrations": its wizard says so and goes no further.
    private static Task<IResult> AccountAsync(HttpContext context, string secret, OdooRpcRequest request, CancellationToken ct) =>
        Task.FromResult<IResult>(new OdooRpcResult(request.Id, new { state = "closed_feature" }));

    private static OdooRpcFault Nobody(JsonElement? id) => new(
        StatusCodes.Status404NotFound, id, "odoo.exceptions.AccessError", "No Odoo connection sends to this address. An administrator of SmsAdmin switches native sending on, on its Odoo page.");

    private sealed record OdooSmsAnswer(string Uuid, string State, int Credit);
}
