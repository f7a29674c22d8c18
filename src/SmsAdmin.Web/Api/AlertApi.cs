using System.Net;
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
        await alerts.AcknowledgeAsync(id, context.User.ToActor(Written(context.Connection.RemoteIpAddress)), ct);
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl, "/alerts"));
    }

    // A socket for both families writes 192.0.2.7 as ::ffff:192.0.2.7.
    private static string? Written(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}
