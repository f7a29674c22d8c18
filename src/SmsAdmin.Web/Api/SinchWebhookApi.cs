using SmsAdmin.Core.Delivery;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Where Sinch posts receipts and inbound texts. The answer decides what Sinch does: 2xx ends it, 5xx is tried again,
/// 429 slows the plan down, any other 4xx drops the callback for good. So 404 for a wrong secret alone, and 503 for
/// whatever else keeps us from storing it.
/// </summary>
internal static class SinchWebhookApi
{
    public static void MapSinchWebhook(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/webhooks/sinch/{secret}", ReceiveAsync).AllowAnonymous().DisableAntiforgery().DisableRateLimiting();

    private static async Task<IResult> ReceiveAsync(string secret, HttpRequest request, ReceiptIntake receipts, CancellationToken ct)
    {
        // The server's own limit would answer 413, and Sinch would drop it.
        if (request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        var callback = new ArrivingCallback(name => request.Headers.TryGetValue(name, out var value) ? value.ToString() : null, token => ReadAsync(request.Body, token));
        return await receipts.TakeAsync(secret, callback, ct) switch
        {
            IntakeOutcome.Stored => TypedResults.Ok(),
            IntakeOutcome.NobodysSecret => TypedResults.NotFound(),
            _ => TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable),
        };
    }

    // Null when it is larger than any callback: kept out of memory.
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken ct)
    {
        using var held = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, ct)) > 0)
        {
            if (held.Length + read > ReceiptIntake.LargestBody) return null;
            held.Write(chunk, 0, read);
        }

        return held.ToArray();
    }
}
