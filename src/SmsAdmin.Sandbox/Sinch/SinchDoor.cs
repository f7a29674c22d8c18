using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using SmsAdmin.Sandbox.Sinch.Plans;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch;

/// <summary>
/// What every request meets before its operation, in this order: the path's characters, the token of this plan in this
/// region, the path, the verb, the media type, the JSON.
/// </summary>
internal static class SinchDoor
{
    private const int LargestBody = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    // What a strict web framework refuses to route, as the real one does
    private static readonly string[] ForbiddenInPath = ["%25", "%2f", "%5c", "%3b", "%00", "\\", ";", "//"];

    public static async Task HandleAsync(HttpContext http, SandboxWorld world, string region, string servicePlanId, string? rest)
    {
        var segments = (rest ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var resource = SinchRoutes.Find(segments);
        world.Ledger.CountRequest(servicePlanId, region, http.Request.Method, resource?.Pattern ?? "(other)");
        // The server writes its own, by the system's clock.
        if (world.DateShift is var shift && (shift != TimeSpan.Zero || world.Time != TimeProvider.System))
            http.Response.Headers.Date = (world.Time.GetUtcNow() + shift).ToString("R");
        var answer = await AnswerAsync(http, world, region, servicePlanId, segments, resource);
        await answer.WriteAsync(http.Response);
    }

    private static async ValueTask<Answer> AnswerAsync(
        HttpContext http, SandboxWorld world, string region, string servicePlanId, string[] segments, SinchRoutes.Resource? resource)
    {
        if (IllegalPath(http, world, servicePlanId) is { } illegal)
            return illegal;
        if (world.FindPlan(servicePlanId) is not { } plan || plan.Settings.Region != region || !HasToken(http, plan.Settings))
            return Answer.Unauthorized;
        if (resource is null)
            return Answer.NotFound;
        if (resource.Find(http.Request.Method) is not { } operation)
            return Answer.MethodNotAllowed(resource.Allow);
        if (!plan.TryEnter())
            return new Answer(429);
        try
        {
            return await OperateAsync(new SinchCall(http, world, plan, segments, default), operation);
        }
        finally
        {
            plan.Leave();
        }
    }

    private static async ValueTask<Answer> OperateAsync(SinchCall call, SinchRoutes.Operation operation)
    {
        if (call.Http.Request.Method is not ("POST" or "PUT"))
            return await operation(call);
        if (!MediaTypeHeaderValue.TryParse(call.Http.Request.ContentType, out var type)
            || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return new Answer(415);
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LargestBody;
        try
        {
            using var body = await JsonDocument.ParseAsync(call.Http.Request.Body, Strict, call.Http.RequestAborted);
            return await operation(call with { Body = body.RootElement });
        }
        catch (BadHttpRequestException fault)
        {
            return new Answer(fault.StatusCode);
        }
        // The second is what a string with half a surrogate pair in it turns out to be, once it is read
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return Rejection.InvalidJson("The body is not valid JSON.").ToAnswer();
        }
    }

    private static bool HasToken(HttpContext http, PlanSettings plan) =>
        plan.Token is { } token
        && AuthenticationHeaderValue.TryParse(http.Request.Headers.Authorization, out var given)
        && string.Equals(given.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
        && given.Parameter == token;

    private static Answer? IllegalPath(HttpContext http, SandboxWorld world, string servicePlanId)
    {
        var path = http.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        if (Msisdn.IsSafeInPath(servicePlanId) && !ForbiddenInPath.Any(part => path.Contains(part, StringComparison.OrdinalIgnoreCase)))
            return null;
        var start = path.IndexOf("/xms/", StringComparison.Ordinal);
        return Answer.Json(400, json =>
        {
            json.WriteStartObject();
            json.WriteOptional("timestamp", world.Time.GetUtcNow());
            json.WriteNumber("status", 400);
            json.WriteString("error", "Bad Request");
            json.WriteString("path", start < 0 ? path : path[start..]);
            json.WriteEndObject();
        });
    }
}
