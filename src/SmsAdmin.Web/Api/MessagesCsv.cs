using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Web.Api;

/// <summary>
/// The log as RFC 4180, in UTF-8. What a spreadsheet would take for a formula begins with an apostrophe; whoever reads it back
/// takes one leading apostrophe off. A number is no formula and stays as it is.
/// </summary>
internal static class MessagesCsv
{
    private static readonly string[] Names =
    [
        "id", "created_at", "to", "state", "outcome_unknown", "lane", "origin", "requested_by", "service_plan", "parts", "http_status",
        "api_error_code", "delivery_code", "test",
    ];

    // All that is left of a number that was erased.
    private const int LastDigits = 4;

    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>Writes as it reads, so that nothing piles up here.</summary>
    /// <param name="planName">What a plan is called; its id where it is gone.</param>
    public static async Task WriteAsync(Stream to, IAsyncEnumerable<MessageRow> rows, bool isWhole, Func<Guid, string> planName, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, leaveOpen: true);
        await using var csv = new CsvWriter(writer, Form, leaveOpen: true);
        foreach (var name in Names) csv.WriteField(name);
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var value in Values(row, isWhole, planName)) csv.WriteField(Inert(value));
            await csv.NextRecordAsync();
        }
    }

    /// <summary>The value as a spreadsheet may read it without doing anything.</summary>
    internal static string Inert(string value) => value switch
    {
        ['+', .. var digits] when digits.All(char.IsAsciiDigit) => value,
        ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\'', ..] => "'" + value,
        // The same in full width, which a spreadsheet in Japanese takes for them.
        ['\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..] => "'" + value,
        _ => value,
    };

    private static string[] Values(MessageRow row, bool isWhole, Func<Guid, string> planName) =>
    [
        row.Id.ToString("D"),
        row.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        isWhole && row.To.Digits.Length > LastDigits ? row.To.E164 : row.To.Masked,
        row.State.ToString(),
        YesOrNo(row.OutcomeUnknown),
        row.Lane.ToString(),
        row.Origin.ToString(),
        row.RequestedBy,
        planName(row.PlanId),
        Number(row.Parts),
        Number(row.HttpStatus),
        row.ApiErrorCode ?? "",
        Number(row.DeliveryCode),
        YesOrNo(row.IsTest),
    ];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string YesOrNo(bool yes) => yes ? "true" : "false";
}
