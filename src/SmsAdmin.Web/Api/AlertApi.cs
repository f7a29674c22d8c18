using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>Where the bell's button posts to: a plain form, so that it works on every page, with and without a circuit.</summary>
internal static class AlertApi
{
    public const string AcknowledgePath = "/alerts/acknowledge";

    public static void MapAlerts(this IEndpointRouteBuilder routes) =>
        routes.MapPost(AcknowledgePath, AcknowledgeAsync).RequireAuthorization(Policies.Send);

    private static async Task<RedirectHttpResult> AcknowledgeAsync(AlertBook alerts, HttpContext context, [FromForm] Guid id, [FromForm] string? returnUrl, CancellationToken ct)
    {
        await alerts.AcknowledgeAsync(id, context.Actor(), ct);
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl, "/alerts"));
    }
}
