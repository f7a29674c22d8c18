using System.Text;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Sinch.Magic;

/// <summary>The magic numbers whose request itself meets trouble.</summary>
internal static class Troubles
{
    private const string HttpPrefix = "+1206555";
    private const string ErrorPrefix = "+1207555";
    private const string ConnectionPrefix = "+1208555";

    public static IEnumerable<MagicNumber> Numbers() => [.. Http(), .. Errors(), .. Connections()];

    private static IEnumerable<MagicNumber> Http()
    {
        const string before = "HTTP: refused before accepting", after = "HTTP: accepted, then an error";
        foreach (var status in new[] { 401, 404, 405, 415, 429, 500, 502, 503, 504 })
            yield return Refusal('0', status, $"HTTP {status}", "Every try. Nothing is accepted.", Fault.Always, before);
        foreach (var status in new[] { 429, 500, 502, 503, 504 })
        {
            yield return Refusal('1', status, $"HTTP {status} once", "The first try. The second goes through.", 1, before);
            yield return Refusal('2', status, $"HTTP {status} twice", "The first two tries. The third goes through.", 2, before);
        }
        yield return Refusal('3', 429, "HTTP 429, Retry-After 5", "Every try, with Retry-After: 5. Nothing is accepted.", Fault.Always, before, "5");
        yield return Refusal('4', 429, "HTTP 429 once, Retry-After 2", "The first try, with Retry-After: 2. The second goes through.", 1, before, "2");
        foreach (var status in new[] { 500, 502, 503, 504 })
        {
            yield return Trouble($"{HttpPrefix}5{status}", $"Accepted, HTTP {status}", "Every try is accepted, and answered as an error.",
                after, new Fault(FaultKind.AcceptThenAnswer, Answer: new Answer(status)));
            yield return Trouble($"{HttpPrefix}6{status}", $"Accepted, HTTP {status} once",
                "The first try is accepted, and answered as an error. A second would be accepted again.",
                after, new Fault(FaultKind.AcceptThenAnswer, 1, new Answer(status)));
        }
    }

    private static MagicNumber Refusal(char variant, int status, string outcome, string description, int times, string group, string? retryAfter = null)
    {
        var answer = status switch
        {
            401 => Answer.Unauthorized,
            405 => Answer.MethodNotAllowed("GET, POST"),
            _ => new Answer(status, Header: retryAfter is null ? null : ("Retry-After", retryAfter)),
        };
        return Trouble($"{HttpPrefix}{variant}{status}", outcome, description, group, new Fault(FaultKind.Answer, times, answer));
    }

    private static IEnumerable<MagicNumber> Errors()
    {
        const string group = "API error codes", shapes = "Error bodies of other shapes";
        Rejection[] badRequests =
        [
            Rejection.InvalidJson("Unexpected end of input."),
            Rejection.InvalidFormat("'foo' is not a valid identifier"),
            Rejection.Constraint("'to' must have between 1 and 1000 elements."),
        ];
        Rejection[] forbidden =
        [
            Rejection.UnknownGroup("01W4FFL35P4NC4K35SMSGROUP1"),
            new(403, "unknown_campaign", "The campaign does not exist."),
            Rejection.MissingCallbackUrl,
            new(403, "illegal_number_type", "The type of the number is not allowed in this region."),
            Rejection.BlockedAccount,
            Rejection.AlreadyDispatched,
            Rejection.ConflictGroupName("my group"),
            new(403, "conflict_send_at", "The message has already been sent."),
        ];
        foreach (var rejections in new[] { badRequests, forbidden })
        {
            for (var i = 0; i < rejections.Length; i++)
            {
                var rejection = rejections[i];
                yield return Trouble($"{ErrorPrefix}{rejection.Http}{i + 1}", $"HTTP {rejection.Http} {rejection.Code}",
                    "Every try. Nothing is accepted.", group, new Fault(FaultKind.Answer, Answer: rejection.ToAnswer()));
            }
        }
        yield return Shape("4007", "HTTP 400 without JSON", "An HTML page from something in between.", "text/html",
            "<html><body><h1>400 Bad Request</h1></body></html>");
        yield return Shape("4008", "HTTP 400 from the framework", "timestamp, status, error and path, but no code.", "application/json",
            """{"timestamp":"2024-06-06T09:22:14.304+00:00","status":400,"error":"Bad Request","path":"/xms/v1/%25%26%21%20%23%24"}""");
        yield return Shape("4009", "HTTP 400 with a nested error", "The code is a number inside an error object.", "application/json",
            """{"error":{"code":400,"message":"parsing field \"type\": \"XXX\" is not a valid value","status":"INVALID_ARGUMENT","details":[]}}""");

        static MagicNumber Shape(string last, string outcome, string description, string contentType, string body) =>
            Trouble(ErrorPrefix + last, outcome, description, shapes,
                new Fault(FaultKind.Answer, Answer: new Answer(400, Encoding.UTF8.GetBytes(body), contentType)));
    }

    private static IEnumerable<MagicNumber> Connections()
    {
        (string Last, string Outcome, string Description, FaultKind Kind)[] kinds =
        [
            ("001", "Slow answer", "201 comes after 5 seconds.", FaultKind.SlowAnswer),
            ("002", "Never answers", "Nothing is accepted and nothing is answered: the caller's timeout ends it.", FaultKind.Silence),
            ("003", "Accepted, never answers", "The send is accepted, but never answered.", FaultKind.AcceptThenSilence),
            ("004", "Accepted after the caller gave up", "The send is accepted 2 seconds after the caller hung up.", FaultKind.AcceptAfterCallerLeft),
            ("005", "Connection reset", "The connection is reset. Nothing is accepted.", FaultKind.Reset),
            ("006", "Accepted, connection reset", "The send is accepted, then the connection is reset.", FaultKind.AcceptThenReset),
        ];
        foreach (var (last, outcome, description, kind) in kinds)
        {
            yield return Trouble($"{ConnectionPrefix}0{last}", outcome, description, "Connections, every try", new Fault(kind));
            yield return Trouble($"{ConnectionPrefix}1{last}", $"{outcome}, once", $"{description} The next try is answered as usual.",
                "Connections, first try only", new Fault(kind, 1));
        }
    }

    private static MagicNumber Trouble(string number, string outcome, string description, string group, Fault fault) =>
        new(number, outcome, description, group) { Fault = fault };
}
