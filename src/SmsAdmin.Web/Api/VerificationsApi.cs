using System.Text.Json;
using SmsAdmin.Core.Otp;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Programs have numbers verified by one-time codes.</summary>
internal static class VerificationsApi
{
    private const string Root = "/api/v1/verifications";

    public static void MapVerificationsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Root, StartAsync).ForKeys(ApiScopes.OtpSend);
        routes.MapPost(Root + "/{id}/resend", ResendAsync).ForKeys(ApiScopes.OtpSend);
        routes.MapPost(Root + "/{id}/cancel", CancelAsync).ForKeys(ApiScopes.OtpSend);
        routes.MapPost(Root + "/{id}/check", CheckAsync).ForKeys(ApiScopes.OtpVerify);
        routes.MapGet(Root + "/{id}", FindAsync).ForKeys(ApiScopes.OtpVerify);
    }

    private static async Task<IResult> StartAsync(HttpContext context, Caller caller, Verifications verifications, TimeProvider clock, CancellationToken ct)
    {
        var (request, problem) = await JsonRequest.ReadAsync<VerificationRequest>(context.Request, VerificationRequest.Names, VerificationRequest.Read, ct);
        if (request is null) return problem!;
        return await Repeatable.RunAsync(context, caller, null, async ticket =>
            Answer(await verifications.StartAsync(request.ToVerification(caller.Key.PlanId), caller.Actor, ct, OnceOf(ticket, Started)), Started, clock), ct);
    }

    private static async Task<IResult> ResendAsync(string id, HttpContext context, Caller caller, Verifications verifications, TimeProvider clock, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var known)) return NoSuch();
        return await Repeatable.RunAsync(context, caller, null, async ticket =>
            Answer(await verifications.ResendAsync(caller.Key.PlanId, known, caller.Actor, ct, OnceOf(ticket, Resent)), Resent, clock), ct);
    }

    private static async Task<IResult> CancelAsync(string id, Caller caller, Verifications verifications, CancellationToken ct) =>
        Guid.TryParse(id, out var known) && await verifications.CancelAsync(caller.Key.PlanId, known, ct) is { } view
            ? TypedResults.Json(VerificationAnswer.Of(view), ApiJson.Options)
            : NoSuch();

    private static async Task<IResult> FindAsync(string id, Caller caller, Verifications verifications, CancellationToken ct) =>
        Guid.TryParse(id, out var known) && await verifications.FindAsync(caller.Key.PlanId, known, ct) is { } view
            ? TypedResults.Json(VerificationAnswer.Of(view), ApiJson.Options)
            : NoSuch();

    // An id that is none is refused as a wrong code is, and takes as long.
    private static async Task<IResult> CheckAsync(string id, HttpContext context, Caller caller, Verifications verifications, CancellationToken ct)
    {
        var (request, problem) = await JsonRequest.ReadAsync<VerificationCheckRequest>(context.Request, VerificationCheckRequest.Names, VerificationCheckRequest.Read, ct);
        if (request is null) return problem!;
        var known = Guid.TryParse(id, out var read) ? read : Guid.Empty;
        return TypedResults.Json(new VerificationVerdict(await verifications.CheckAsync(caller.Key.PlanId, known, request.Code, request.Context, ct)), ApiJson.Options);
    }

    private static Once<VerificationView>? OnceOf(RepeatTicket? ticket, Func<VerificationView, RepeatAnswer> answer) =>
        ticket is null ? null : new Once<VerificationView>(ticket, answer);

    private static RepeatAnswer Started(VerificationView view) => new(StatusCodes.Status201Created, Json(view), $"{Root}/{view.Id}");

    private static RepeatAnswer Resent(VerificationView view) => new(StatusCodes.Status200OK, Json(view), null);

    private static string Json(VerificationView view) => JsonSerializer.Serialize(VerificationAnswer.Of(view), ApiJson.Options);

    private static IResult? Answer(CodeOutcome outcome, Func<VerificationView, RepeatAnswer> answer, TimeProvider clock) => outcome switch
    {
        CodeOutcome.Sent sent => new KeptJson(answer(sent.Verification)),
        CodeOutcome.Repeated => null,
        _ => Refusal(outcome, clock),
    };

    private static Problem Refusal(CodeOutcome outcome, TimeProvider clock) => outcome switch
    {
        CodeOutcome.Invalid invalid => Problem.Invalid(VerificationRequest.InOurWords(invalid.Faults)),
        CodeOutcome.TooMany many => new Problem(StatusCodes.Status429TooManyRequests, "too-many-codes", "No code may be sent yet", Says(many.Refusal))
        {
            RetryAfter = many.Refusal.Until - clock.GetUtcNow(),
        },
        CodeOutcome.OverQuota over => MessagesApi.OverQuota(over.Quota, clock.GetUtcNow()),
        CodeOutcome.PlanNotReady not => new Problem(StatusCodes.Status409Conflict, "plan-not-ready", "The service plan cannot send", not.Says),
        CodeOutcome.IsOver over => new Problem(StatusCodes.Status409Conflict, "verification-over", "The verification is over",
            $"It is {over.Verification.Status}, so its code is not sent again. Start a new one with POST {Root}."),
        CodeOutcome.NoSuch => NoSuch(),
        _ => throw new InvalidOperationException("An outcome that nobody handles."),
    };

    private static string Says(SendRefusal refusal)
    {
        var why = refusal.Limit switch
        {
            SendLimit.TooSoon => "The last text to this number is too young.",
            SendLimit.NumberInHalfHour => $"{OtpRules.SendsInHalfHour} texts went to this number within half an hour.",
            SendLimit.NumberInDay => $"{OtpRules.SendsInDay} texts went to this number within a day.",
            _ => $"{OtpRules.SendsOfAddressInHour} texts were asked for from this end user’s address within an hour.",
        };
        return $"{why} Nothing was sent; ask again from {refusal.Until:yyyy-MM-dd HH:mm:ss} UTC.";
    }

    private static Problem NoSuch() => new(
        StatusCodes.Status404NotFound, "no-such-verification", "There is no such verification", "The service plan of this key has no verification with this id.");
}
