using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Repeats;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>
/// Requests that may come again: <c>Idempotency-Key</c>, or the key's own window. The first is done and its answer kept in the
/// transaction of what it does; the same request again gets that answer.
/// </summary>
internal static class Repeatable
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    private const int LongestKey = 255;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan WaitsInWindow = TimeSpan.FromSeconds(10);

    /// <summary>Does the work once. Called after the body was read.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Whose key it is.</param>
    /// <param name="window">What makes two requests without a key the same within the API key's window; null where nothing does.</param>
    /// <param name="work">Gets the ticket to write beside what it does, or none; answers null where the writing found the ticket taken.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="instead">Of the answer that is kept, where another one is given in its place; null where none is.</param>
    public static async Task<IResult> RunAsync(
        HttpContext context, Caller caller, string? window, Func<RepeatTicket?, Task<IResult?>> work, CancellationToken ct, Func<RepeatAnswer, Task<IResult?>>? instead = null)
    {
        var desk = context.RequestServices.GetRequiredService<RepeatDesk>();
        RepeatOutcome known;
        if (context.Request.Headers.TryGetValue(Header, out var given))
        {
            if (given is not [{ Length: > 0 and <= LongestKey } key] || !key.All(c => c is >= ' ' and <= '~'))
                return Problem.Invalid([new FieldFault(Header, $"Give one key of 1 to {LongestKey} characters of ASCII, as a UUID.")]);
            known = await desk.BeginAsync(caller.Key.Id, $"key {key}", BodyHash.Of(context.Request).Value, KeptFor, TimeSpan.Zero, ct);
        }
        else if (window is not null && caller.Key.RepeatWindow is { } lasts)
        {
            known = await desk.BeginAsync(caller.Key.Id, $"same {window}", SHA256.HashData(Encoding.UTF8.GetBytes(window)), lasts, WaitsInWindow, ct);
        }
        else
        {
            return (await work(null))!;
        }

        if (known is RepeatOutcome.Kept(var kept) && instead is not null && await instead(kept) is { } other) return other;
        if (known is not RepeatOutcome.First(var turn)) return Tell(known);
        using (turn)
        {
            return await work(turn.Ticket) ?? Tell(await desk.LookAgainAsync(turn.Ticket, ct));
        }
    }

    private static IResult Tell(RepeatOutcome known) => known switch
    {
        RepeatOutcome.Kept(var answer) => new KeptJson(answer, true),
        RepeatOutcome.Other => new Problem(
            StatusCodes.Status409Conflict, "idempotency-key-reused", "The key belongs to another request",
            "Another request came under this Idempotency-Key within 24 hours. Nothing was done. Give each request a key of its own."),
        RepeatOutcome.UnderWay => new Problem(
            StatusCodes.Status409Conflict, "request-in-progress", "The first request is not answered yet",
            "The same request is being done now. Nothing was done twice; ask again after Retry-After to get its answer.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        },
        RepeatOutcome.CannotTell cannot => Problem.Unavailable("key-ring-unavailable", cannot.Says),
        _ => throw new InvalidOperationException("An outcome that nobody handles."),
    };
}

/// <summary>An answer as it is kept, or was.</summary>
/// <param name="IsReplay">It was given before, and this says so.</param>
internal sealed record KeptJson(RepeatAnswer Answer, bool IsReplay = false) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        var bytes = Encoding.UTF8.GetBytes(Answer.Body);
        response.StatusCode = Answer.Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (Answer.Location is { } location) response.Headers.Location = location;
        if (IsReplay) response.Headers[Repeatable.ReplayedHeader] = bool.TrueString.ToLower(CultureInfo.InvariantCulture);
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
