using System.Net.Mime;
using SmsAdmin.Core.Backup;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>A backup as a file, for administrators alone: it holds tokens and texts, and what opens them.</summary>
internal static class BackupApi
{
    public static void MapBackups(this IEndpointRouteBuilder routes) => routes.MapGet("/settings/backups/{name}", TakeAsync).RequireAuthorization(Policies.Admin);

    private static async Task<IResult> TakeAsync(HttpContext context, string name, Backups backups)
    {
        // A browser's cache is no place for it.
        context.Response.Headers.CacheControl = "no-store";
        return await backups.TakeAsync(name, context.Actor(), context.RequestAborted) is { } found
            ? TypedResults.PhysicalFile(found.Path, MediaTypeNames.Application.Octet, found.Name)
            : TypedResults.NotFound();
    }
}
