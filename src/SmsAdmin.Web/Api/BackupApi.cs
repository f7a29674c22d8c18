using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using SmsAdmin.Core.Backup;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>A backup as a file, for administrators alone: it holds tokens and texts, and what opens them.</summary>
internal static class BackupApi
{
    public static void MapBackups(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/settings/backups/{name}", TakeAsync).RequireAuthorization(Policies.Admin);
        // As large as a database is; who may not post it is turned away before it is read.
        routes.MapPost("/settings/backups", UploadAsync).RequireAuthorization(Policies.Admin)
            .WithMetadata(new DisableRequestSizeLimitAttribute()).WithFormOptions(multipartBodyLengthLimit: long.MaxValue);
    }

    private static async Task<IResult> UploadAsync(HttpContext context, IFormFile? file, BackupUploads uploads)
    {
        if (file is not { Length: > 0 }) return TypedResults.Redirect("/settings/backup");
        await using var content = file.OpenReadStream();
        await uploads.TakeInAsync(content, Path.GetFileName(file.FileName), context.Actor(), context.RequestAborted);
        return TypedResults.Redirect("/settings/backup?uploaded=1");
    }

    private static async Task<IResult> TakeAsync(HttpContext context, string name, Backups backups)
    {
        // A browser's cache is no place for it.
        context.Response.Headers.CacheControl = "no-store";
        return await backups.TakeAsync(name, context.Actor(), context.RequestAborted) is { } found
            ? TypedResults.PhysicalFile(found.Path, MediaTypeNames.Application.Octet, found.Name)
            : TypedResults.NotFound();
    }
}
