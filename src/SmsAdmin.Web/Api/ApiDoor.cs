using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Who comes in by our own API: programs that show <c>Authorization: Bearer sms_…</c>. A cookie opens nothing here, and a
/// key opens no page, so that what sessions need is not done for each message.
/// </summary>
internal static class ApiDoor
{
    /// <summary>Says on each answer to a test key that nothing of it was real.</summary>
    public const string TestHeader = "SmsAdmin-Test";

    private const string Challenge = "Bearer realm=\"SmsAdmin\"";

    /// <summary>Lets in who shows a good key with this scope, and turns everybody else away. Nothing of the console runs in between.</summary>
    public static TBuilder ForKeys<TBuilder>(this TBuilder endpoints, ApiScopes scope)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Add(endpoint =>
        {
            var inside = endpoint.RequestDelegate ?? throw new InvalidOperationException("An endpoint that does nothing.");
            endpoint.RequestDelegate = context => EnterAsync(context, scope, inside);
        });
        endpoints.ShortCircuit();
        return endpoints;
    }

    /// <summary>What is nowhere in the API is told as a problem too, once the key is good.</summary>
    public static void MapRestOfApi(this IEndpointRouteBuilder routes) => routes.Map("/api/{**rest}", NotThere).ForKeys(ApiScopes.None);

    private static Problem NotThere() => new(
        StatusCodes.Status404NotFound, "no-such-endpoint", "There is nothing at this address", "Look at path and method, as POST /api/v1/messages.");

    private static async Task EnterAsync(HttpContext context, ApiScopes scope, RequestDelegate inside)
    {
        try
        {
            if (await TurnAwayAsync(context, scope) is { } problem) await problem.ExecuteAsync(context);
            else await inside(context);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            await ApiFaults.Tell(fault, context).ExecuteAsync(context);
        }
    }

    private static async ValueTask<Problem?> TurnAwayAsync(HttpContext context, ApiScopes scope)
    {
        var door = context.RequestServices.GetRequiredService<ApiKeyDoor>();
        switch (await door.CheckAsync(BearerKey.In(context.Request), context.Address(), context.RequestAborted))
        {
            case ApiKeyCheck.Known { Holder.IsTest: true } when (scope & (ApiScopes.OtpSend | ApiScopes.OtpVerify)) != ApiScopes.None:
                context.Response.Headers[TestHeader] = "true";
                return new Problem(
                    StatusCodes.Status403Forbidden, "not-with-test-key", "A test key verifies nobody",
                    "With a test key nothing reaches a phone, so nobody could read the code. Use a live key; the sandbox’s handset shows its codes.");
            case ApiKeyCheck.Known { Holder: var holder } when holder.Scopes.HasFlag(scope):
                Caller.Enter(context, holder);
                if (holder.IsTest) context.Response.Headers[TestHeader] = "true";
                return null;
            case ApiKeyCheck.Known:
                var missing = string.Join(' ', scope.Names());
                context.Response.Headers.WWWAuthenticate = $"{Challenge}, error=\"insufficient_scope\", scope=\"{missing}\"";
                return new Problem(
                    StatusCodes.Status403Forbidden, "missing-scope", "The key may not do this",
                    $"This key lacks the scope {missing}. A key keeps its scopes: an administrator makes another under API keys.");
            case ApiKeyCheck.WrongPlace:
                return new Problem(
                    StatusCodes.Status403Forbidden, "address-not-allowed", "The key may not be used from here",
                    "This key is bound to addresses, and the request comes from another. An administrator sees them under API keys.");
            case ApiKeyCheck.TooFast fast:
                return new Problem(
                    StatusCodes.Status429TooManyRequests, "rate-limited", "The key asks too often",
                    $"This key may ask {fast.PerSecond:N0} times a second. Nothing was done; ask again after Retry-After.")
                {
                    RetryAfter = fast.RetryAfter,
                };
            case ApiKeyCheck.CannotTell cannot:
                return Problem.Unavailable("key-ring-unavailable", cannot.Says);
            default:
                context.Response.Headers.WWWAuthenticate = Challenge;
                return new Problem(
                    StatusCodes.Status401Unauthorized, "unauthorized", "No valid API key",
                    "Send Authorization: Bearer with a key that was made here and is neither revoked nor expired. An administrator makes one under API keys.");
        }
    }
}
