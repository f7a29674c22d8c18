using System.Text.Json;
using System.Text.RegularExpressions;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>
/// Names what Odoo refuses. It goes by the exception's name and words, never by <c>error.code</c>, which differs by version,
/// and it leaves <c>debug</c> where it is.
/// </summary>
internal static partial class OdooErrors
{
    private const int LongestDetail = 240;

    private static readonly string[] PassingTroubles = ["InFailedSqlTransaction", "SerializationFailure", "LockNotAvailable", "DeadlockDetected", "QueryCanceled", "PoolError"];

    private static readonly string[] BusyWords = ["try again later", "too many connections", "too many clients", "remaining connection slots", "starting up", "shutting down", "connection pool is full"];

    /// <summary>What any answer may be, whatever was asked: somebody else's, or somewhere else's. Null for an answer of Odoo.</summary>
    public static OdooFailure? OfTransport(OdooReply reply, OdooEndpoint endpoint) => reply.Status switch
    {
        >= 300 and < 400 => new OdooFailure(OdooFailureKind.Redirected, reply.Location ?? "", reply.Status),
        429 or 502 or 503 or 504 => new OdooFailure(OdooFailureKind.Busy, "", reply.Status),
        403 or 404 when !reply.IsJson && endpoint.IsOdooOnline => new OdooFailure(OdooFailureKind.ExternalApiNotInPlan, "", reply.Status),
        _ => null,
    };

    /// <summary>Of an error object, as both dialects write it: JSON-RPC in <c>error.data</c>, JSON-2 as the body.</summary>
    public static OdooFailure Of(JsonElement error, int status, OdooEndpoint endpoint)
    {
        var (name, message) = (Text(error, "name"), Text(error, "message"));
        return new OdooFailure(KindOf(name, message), Detail(name, message, endpoint), status);
    }

    private static OdooFailureKind KindOf(string name, string message)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        if (last is "AccessDenied" or "AccessError") return OdooFailureKind.NotAdministrator;
        if (PassingTroubles.Contains(last) || BusyWords.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase))) return OdooFailureKind.Busy;
        if (last == "AssertionError" && message.Contains("database name", StringComparison.OrdinalIgnoreCase)) return OdooFailureKind.DatabaseNotChosen;
        if (!name.StartsWith("psycopg2", StringComparison.Ordinal)) return OdooFailureKind.Refused;
        if (message.Contains("database \"", StringComparison.Ordinal) && message.Contains("does not exist", StringComparison.Ordinal)) return OdooFailureKind.NoSuchDatabase;
        return last is "OperationalError" ? OdooFailureKind.Busy : last.StartsWith("Undefined", StringComparison.Ordinal) || last == "InsufficientPrivilege"
            ? OdooFailureKind.DatabaseNotUsable
            : OdooFailureKind.Refused;
    }

    // The database's own words name rows with what is in them, a broken file's words the server's paths.
    private static string Detail(string name, string message, OdooEndpoint endpoint)
    {
        if (name.StartsWith("psycopg2", StringComparison.Ordinal)) return "";
        if (name.EndsWith("ParseError", StringComparison.Ordinal))
            return DataFile().Match(message) is { Success: true } file ? $"Its file {file.Groups[1].Value} does not fit this Odoo." : "One of its files does not fit this Odoo.";
        var end = message.IndexOf("\n\n", StringComparison.Ordinal);
        var said = Blanks().Replace(end < 0 ? message : message[..end], " ").Trim();
        said = ServerPath().Replace(said.Replace(endpoint.Credential.Reveal(), "***", StringComparison.Ordinal), "$1");
        return said.Length <= LongestDetail ? said : said[..LongestDetail] + "…";
    }

    private static string Text(JsonElement error, string member) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    [GeneratedRegex(@"([\w.-]+\.(?:xml|csv))")]
    private static partial Regex DataFile();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<![\w:/.])(?:/[\w.@-]+)+/([\w.@-]+)")]
    private static partial Regex ServerPath();
}
