using System.Collections.Frozen;

namespace SmsAdmin.Core.Sinch;

/// <summary>The codes in the body of a 400 or 403 answer, such as <c>syntax_invalid_json</c>. Sinch may add to them.</summary>
public static class ApiErrorCodes
{
    /// <summary>The name of this number space, to be shown with every code.</summary>
    public const string Space = "API error code";

    private static readonly FrozenDictionary<string, ApiErrorCode> ByCode = CodeTable.Read("api-error-codes.json")
        .Select(row => new ApiErrorCode(
            CodeTable.Text(row, "code"), row.GetProperty("http").GetInt32(), CodeTable.Text(row, "meaning"), CodeTable.Text(row, "note")))
        .ToFrozenDictionary(code => code.Code, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<ApiErrorCode> All { get; } = [.. ByCode.Values.OrderBy(code => code.HttpStatus).ThenBy(code => code.Code, StringComparer.Ordinal)];

    /// <summary>Nothing for a code that is not in the list.</summary>
    public static ApiErrorCode? Find(string? code) => code switch
    {
        null => null,
        // Sinch's reference of 2021 misspells it, so an old server may too.
        "llegal_number_type" => ByCode["illegal_number_type"],
        _ => ByCode.GetValueOrDefault(code),
    };
}

public sealed record ApiErrorCode(string Code, int HttpStatus, string Meaning, string Note);
