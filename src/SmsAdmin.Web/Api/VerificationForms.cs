using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsAdmin.Core.Otp;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>Where the page's code goes: a plain form, so that no code travels over a circuit. It leads back to the page, which tells what came of it.</summary>
internal static class VerificationForms
{
    public static void MapVerificationForms(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/otp/{id:guid}/check", CheckAsync).RequireAuthorization(Policies.Send).RequireRateLimiting(Policies.FormsPerAddress);

    private static async Task<RedirectHttpResult> CheckAsync(Guid id, Verifications verifications, VerificationLog log, [FromForm] string? code, CancellationToken ct)
    {
        if (await log.FindAsync(id, ct) is { } found && code is { Length: > 0 and <= VerificationRules.LongestCode })
            await verifications.CheckAsync(found.Row.PlanId, id, code, null, ct);
        return TypedResults.LocalRedirect($"/otp/{id}");
    }
}
