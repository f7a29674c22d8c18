using Microsoft.AspNetCore.Http.HttpResults;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>Says whether the program lives, and whether it can take messages.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).AllowAnonymous();
        routes.MapGet("/health/ready", ReadyAsync).AllowAnonymous();
    }

    private static async Task<Results<Ok<Readiness>, JsonHttpResult<Readiness>>> ReadyAsync(HttpContext context, StorageCheck storage, StoragePlaces places, CancellationToken ct)
    {
        var fault = await storage.FaultAsync(ct);
        // A database names its host and user when it complains: that is for who runs the program.
        if (fault is not null && !context.IsFromThisMachine() && !context.User.IsInRole(Roles.Admin)) fault = $"{places.Engine} cannot be used. The verb health tells why, on the program's own machine.";
        return fault is null
            ? TypedResults.Ok(new Readiness("ready", places.Engine, null))
            : TypedResults.Json(new Readiness("not ready", places.Engine, fault), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private sealed record Readiness(string Status, string Database, string? Why);
}
