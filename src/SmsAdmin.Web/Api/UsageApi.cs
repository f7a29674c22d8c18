using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Quotas;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Programs ask how much of their plan's quota is used.</summary>
internal static class UsageApi
{
    public static void MapUsageApi(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/usage", ReadAsync).ForKeys(ApiScopes.UsageRead);

    private static async Task<IResult> ReadAsync(Caller caller, Plans plans, UsageMeter meter, CancellationToken ct)
    {
        if (await plans.FindAsync(caller.Key.PlanId, ct) is not { } plan)
            return new Problem(StatusCodes.Status409Conflict, "plan-not-ready", "The service plan cannot send", "The service plan of this key was removed.");
        var uses = await meter.ReadAsync(plan.Limits(), ct);
        return TypedResults.Json(new UsageAnswer(plan.Name, plan.TimeZone, UsageOf.Of(uses[0]), UsageOf.Of(uses[1]), caller.Key.IsTest), ApiJson.Options);
    }

    private sealed record UsageAnswer(string Plan, string TimeZone, UsageOf Day, UsageOf Month, bool Test);

    /// <param name="Limit">Null for none.</param>
    /// <param name="Remaining">Null without a limit.</param>
    private sealed record UsageOf(int Messages, int Parts, int? Limit, int? Remaining, DateTime ResetsAt)
    {
        public static UsageOf Of(QuotaUse use) =>
            new(use.Messages, use.Parts, use.Limit, use.Limit is { } limit ? Math.Max(0, limit - use.Messages) : null, use.ResetsAt.UtcDateTime);
    }
}
