using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Words;
using SmsAdmin.Core.Xms;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Who comes in by the Sinch-compatible door: clients of Sinch's SMS API that show a key of ours as their token, under the
/// Service Plan ID of the plan that the key is bound to. They are turned away as Sinch does it.
/// </summary>
internal static class XmsDoor
{
    /// <summary>The part of each path that names the service plan.</summary>
    public const string Plan = "plan";

    /// <summary>Maps the verbs of a resource; any other verb is told which there are.</summary>
    public static void MapResource(this IEndpointRouteBuilder routes, string pattern, params (string Method, ApiScopes Scope, Delegate Handler)[] verbs)
    {
        foreach (var (method, scope, handler) in verbs) routes.MapMethods(pattern, [method], handler).ForSinchClients(scope);
        var allow = string.Join(", ", verbs.Select(verb => verb.Method));
        routes.Map(pattern, (HttpContext context) =>
        {
            context.Response.Headers.Allow = allow;
            return XmsAnswer.Refused(StatusCodes.Status405MethodNotAllowed, "method_not_allowed", $"This path takes {allow}.");
        }).ForSinchClients(ApiScopes.None);
    }

    /// <summary>Lets in who shows a good key of the path's plan with this scope. Nothing of the console runs in between.</summary>
    public static void ForSinchClients<TBuilder>(this TBuilder endpoints, ApiScopes scope)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint =>
        {
            var inside = endpoint.RequestDelegate ?? throw new InvalidOperationException("An endpoint that does nothing.");
            endpoint.RequestDelegate = context => EnterAsync(context, scope, inside);
        });
        endpoints.ShortCircuit();
    }

    /// <summary>Whose batches the caller sees.</summary>
    public static XmsOwner Owner(this Caller caller) => new(caller.Key.PlanId, caller.Key.IsTest);

    private static async Task EnterAsync(HttpContext context, ApiScopes scope, RequestDelegate inside)
    {
        try
        {
            if (await TurnAwayAsync(context, scope) is { } answer) await answer.ExecuteAsync(context);
            else await inside(context);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            var problem = ApiFaults.Tell(fault, context);
            var answer = XmsAnswer.Refused(problem.Status, problem.Name.Replace('-', '_'), problem.Detail) with { RetryAfter = problem.RetryAfter };
            await answer.ExecuteAsync(context);
        }
    }

    private static async ValueTask<XmsAnswer?> TurnAwayAsync(HttpContext context, ApiScopes scope)
    {
        var door = context.RequestServices.GetRequiredService<ApiKeyDoor>();
        switch (await door.CheckAsync(BearerKey.In(context.Request), context.Address(), context.RequestAborted))
        {
            // A token of Sinch's belongs to one plan: with another one's path it is none.
            case ApiKeyCheck.Known { Holder: var holder } when !await IsOfPathAsync(context, holder):
                return Unauthorized(context);
            case ApiKeyCheck.Known { Holder: var holder } when holder.Scopes.HasFlag(scope):
                Caller.Enter(context, holder);
                if (holder.IsTest) context.Response.Headers[ApiDoor.TestHeader] = "true";
                return null;
            case ApiKeyCheck.Known:
                return XmsAnswer.Refused(
                    StatusCodes.Status403Forbidden, "missing_scope",
                    $"This key lacks the scope {string.Join(' ', scope.Names())}. A key keeps its scopes: an administrator of SmsAdmin makes another under API keys.");
            case ApiKeyCheck.WrongPlace:
                return XmsAnswer.Refused(
                    StatusCodes.Status403Forbidden, "address_not_allowed",
                    "This key is bound to addresses, and the request comes from another. An administrator of SmsAdmin sees them under API keys.");
            case ApiKeyCheck.TooFast fast:
                var hurried = XmsAnswer.Refused(
                    StatusCodes.Status429TooManyRequests, "too_many_requests", $"This key may ask {fast.PerSecond:N0} times a second. Nothing was done; ask again after Retry-After.");
                return hurried with { RetryAfter = fast.RetryAfter };
            case ApiKeyCheck.CannotTell cannot:
                var problem = Problem.Unavailable("key-ring-unavailable", cannot.Says);
                return XmsAnswer.Refused(problem.Status, "key_ring_unavailable", problem.Detail) with { RetryAfter = problem.RetryAfter };
            default:
                return Unauthorized(context);
        }
    }

    private static async ValueTask<bool> IsOfPathAsync(HttpContext context, ApiKeyHolder holder)
    {
        var plan = await context.RequestServices.GetRequiredService<Plans>().FindAsync(holder.PlanId, context.RequestAborted);
        return plan is not null && context.GetRouteValue(Plan) is string named && named == plan.ServicePlanId;
    }

    private static XmsAnswer Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return XmsAnswer.Refused(
            StatusCodes.Status401Unauthorized, "unauthorized",
            "The token is no key of this service plan. Send Authorization: Bearer with a key that an administrator of SmsAdmin made for the plan in the path.");
    }
}
