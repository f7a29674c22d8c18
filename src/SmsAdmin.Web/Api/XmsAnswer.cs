using System.Globalization;
using System.Text;
using System.Text.Json;
using SmsAdmin.Core.Xms;

namespace SmsAdmin.Web.Api;

/// <summary>An answer in Sinch's own shape: JSON or nothing, and of what is refused <c>code</c> and <c>text</c>.</summary>
/// <param name="Status">HTTP status.</param>
internal sealed record XmsAnswer(int Status, string? Json) : IResult
{
    /// <summary>When the same request may be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static XmsAnswer NotThere { get; } = Refused(StatusCodes.Status404NotFound, "not_found", "There is nothing with this id or at this path.");

    public static XmsAnswer Refused(int status, string code, string text) => new(status, JsonSerializer.Serialize(new { code, text }, ApiJson.Options));

    public static XmsAnswer Refused(XmsError error) => Refused(error.HttpStatus, error.Code, error.Text);

    /// <summary>Says what became of a request.</summary>
    /// <param name="outcome">From the room.</param>
    /// <param name="done">The status where it was done.</param>
    public static XmsAnswer Of(XmsOutcome outcome, int done = StatusCodes.Status200OK) => outcome switch
    {
        XmsOutcome.Done { Json: var json } => new XmsAnswer(done, json),
        XmsOutcome.NotThere => NotThere,
        XmsOutcome.Refused { Error: var error } => Refused(error),
        _ => throw new InvalidOperationException("An outcome that nobody handles."),
    };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        var bytes = Encoding.UTF8.GetBytes(Json ?? "");
        response.ContentLength = bytes.Length;
        if (bytes.Length == 0) return Task.CompletedTask;
        response.ContentType = "application/json";
        return response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }
}
