using System.Text;

namespace SmsAdmin.Core.Sinch;

/// <summary>
/// One call as it went over the wire, for the record. The token is never in it; texts and numbers are, so redact it
/// before storing it and encrypt what is stored.
/// </summary>
public sealed record Exchange
{
    /// <summary>Longer answers are kept to this many bytes.</summary>
    public const int KeptBytes = 64 * 1024;

    public required string Method { get; init; }

    /// <summary>Path and query, without the host.</summary>
    public required string Path { get; init; }

    /// <summary>The JSON that we sent; empty where there is none.</summary>
    public ReadOnlyMemory<byte> RequestBody { get; init; }

    /// <summary>An HTTP status; none when no answer came.</summary>
    public int? Status { get; init; }

    /// <summary>Those that help to explain an answer: Date, Retry-After, Content-Type, request ids and the like.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The first <see cref="KeptBytes"/> of the answer.</summary>
    public ReadOnlyMemory<byte> ResponseBody { get; init; }

    /// <summary>Whether the answer was longer than what is kept.</summary>
    public bool IsResponseCut { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public TimeSpan Duration { get; init; }

    public string RequestText => Encoding.UTF8.GetString(RequestBody.Span);

    public string ResponseText => Encoding.UTF8.GetString(ResponseBody.Span);

    /// <summary>How long Sinch asks us to wait, counted from its own Date where it names a time; none if it did not ask.</summary>
    public TimeSpan? RetryAfter => Sinch.RetryAfter.Parse(Header("Retry-After"), SinchTime ?? StartedAt + Duration);

    /// <summary>Sinch's clock, from its Date header.</summary>
    public DateTimeOffset? SinchTime => Sinch.RetryAfter.ParseDate(Header("Date"));

    /// <summary>
    /// How far our clock is ahead of Sinch's; null where it told no time. The answer was written about half-way, and its Date
    /// has no fractions of a second, so it stands for the middle of one.
    /// </summary>
    public TimeSpan? ClockAhead => SinchTime is { } theirs ? StartedAt + (Duration / 2) - theirs - TimeSpan.FromMilliseconds(500) : null;

    public string? Header(string name)
    {
        foreach (var (key, value) in ResponseHeaders)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    /// <summary>Neither path nor bodies: they hold numbers and texts.</summary>
    public override string ToString() => $"{Method} {Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unanswered"}";
}
