using System.Globalization;
using System.Text.Json;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>One record of a <c>search_read</c>. Odoo says <c>false</c> for what is not there.</summary>
internal sealed record OdooRow(JsonElement Json)
{
    public long Id => Json.GetProperty("id").GetInt64();

    public string? Text(string field) => Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public long? Number(string field) => Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    public bool IsTrue(string field) => Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The name of the record that a field points to.</summary>
    public string? NameOf(string field) =>
        Json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2 && value[1].ValueKind == JsonValueKind.String ? value[1].GetString() : null;

    /// <summary>An instant; Odoo writes them in UTC.</summary>
    public DateTimeOffset? Instant(string field) =>
        DateTimeOffset.TryParse(Text(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}

internal static class OdooRows
{
    public static IEnumerable<OdooRow> Of(JsonElement rows) => rows.ValueKind == JsonValueKind.Array
        ? rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object && row.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number).Select(row => new OdooRow(row))
        : [];
}
