using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsAdmin.Core.Checklist;
using SmsAdmin.Core.Otp;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>Where the code of a test phone goes: a plain form, so that it travels over no circuit. It leads back to the checklist.</summary>
internal static class ChecklistForms
{
    public static void MapChecklistForms(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/checklist/{run:guid}/code", EnterAsync).RequireAuthorization(Policies.Send).RequireRateLimiting(Policies.FormsPerAddress);

    private static async Task<RedirectHttpResult> EnterAsync(Guid run, ChecklistBook book, ChecklistRuns runs, [FromForm] string? code, CancellationToken ct)
    {
        if (code is { Length: > 0 and <= VerificationRules.LongestCode }) await runs.EnterCodeAsync(run, code, ct);
        return TypedResults.LocalRedirect(await book.FindAsync(run, ct) is { } found ? $"/checklist?plan={found.Run.PlanId}" : "/checklist");
    }
}
