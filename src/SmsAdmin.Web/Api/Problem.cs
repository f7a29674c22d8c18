using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Api;

/// <summary>Why a request was not done, in the shape of RFC 9457. Programs tell problems by their type, people by the rest.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Name">Never changes: the last part of the type.</param>
/// <param name="Title">The same for each problem of this type.</param>
/// <param name="Detail">What happened and what to do, to the reader.</param>
internal sealed record Problem(int Status, string Name, string Title, string Detail) : IResult
{
    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>The quota that has no room.</summary>
    public QuotaAnswer? Quota { get; init; }

    /// <summary>When the same request may be tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Problem Invalid(IEnumerable<FieldFault> faults)
    {
        var errors = faults.GroupBy(fault => fault.Field)
            .ToDictionary(field => field.Key, field => field.Select(fault => fault.Mend is null ? fault.Says : $"{fault.Says} {fault.Mend}.").ToArray());
        var names = string.Join(", ", errors.Keys);
        return new Problem(StatusCodes.Status400BadRequest, "invalid-request", "The request is not valid", $"Nothing was queued. Change {names} as errors says.") { Errors = errors };
    }

    public static Problem InvalidJson(string detail) => new(StatusCodes.Status400BadRequest, "invalid-json", "The body is not valid JSON", detail);

    /// <summary>Nobody can be served now, whoever they are.</summary>
    public static Problem Unavailable(string name, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, name, "SmsAdmin cannot take requests now", detail) { RetryAfter = TimeSpan.FromSeconds(10) };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString("0", CultureInfo.InvariantCulture);
        var isTest = httpContext.Features.Get<Caller>()?.Key.IsTest is true ? true : (bool?)null;
        var document = new { Type = $"/problems/{Name}", Title, Status, Detail, Errors, Quota, Test = isTest };
        return response.WriteAsJsonAsync(document, Json, "application/problem+json", httpContext.RequestAborted);
    }
}

/// <summary>A quota as programs read it.</summary>
internal sealed record QuotaAnswer(string Name, int Used, int Limit, DateTime ResetsAt);
