using System.Globalization;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>The log as a file, for whoever may read it: with the numbers that their role sees, and no text.</summary>
internal static class ExportApi
{
    public static void MapExports(this IEndpointRouteBuilder routes) => routes.MapGet("/messages/export", ExportAsync).RequireAuthorization();

    private static async Task<IResult> ExportAsync(HttpContext context, MessageExport export, Plans plans, TimeProvider clock, [AsParameters] Wish wish)
    {
        // A browser's cache is no place for numbers.
        context.Response.Headers.CacheControl = "no-store";
        var isWhole = context.User.MaySend();
        var names = (await plans.ListAsync(context.RequestAborted)).ToDictionary(plan => plan.Id, plan => plan.Name);
        var now = clock.GetUtcNow();
        var rows = export.ReadAsync(wish.Filter(now), isWhole, context.Actor(), context.RequestAborted);
        return TypedResults.Stream(
            to => MessagesCsv.WriteAsync(to, rows, isWhole, id => names.GetValueOrDefault(id) ?? id.ToString("D"), context.RequestAborted),
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"messages-{now:yyyyMMdd-HHmmss}.csv"));
    }

    /// <summary>The filter of the page, in the address; instants carry their offset.</summary>
    private sealed record Wish(
        string? Q, Named<MessageState>? Status, Named<Lane>? Lane, Named<Origin>? Origin, Guid? Plan, int? Code, DateTimeOffset? From, DateTimeOffset? Until,
        Guid? Same)
    {
        public MessageFilter Filter(DateTimeOffset now) => new(
            string.IsNullOrWhiteSpace(Q) ? null : Q, Status?.Value, Lane?.Value, Origin?.Value, Plan, Code, From?.ToUniversalTime(),
            Until?.ToUniversalTime() ?? now, Same);
    }

    /// <summary>A word of ours in the address, however it is written; another word is a bad request.</summary>
    private readonly record struct Named<T>(T Value)
        where T : struct, Enum
    {
        public static bool TryParse(string? text, IFormatProvider? _, out Named<T> named)
        {
            // By name alone: a number in the address is no state.
            named = default;
            if (text is not [var first, ..] || !char.IsAsciiLetter(first) || !Enum.TryParse<T>(text, ignoreCase: true, out var value) || !Enum.IsDefined(value)) return false;
            named = new Named<T>(value);
            return true;
        }
    }
}
