using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>Numbers by size, everything else by its text; what is empty comes first.</summary>
internal sealed class ByValue : IComparer<JsonNode>
{
    public static readonly ByValue Order = new();

    public int Compare(JsonNode? one, JsonNode? other) => IsNumber(one) && IsNumber(other)
        ? Number(one!).CompareTo(Number(other!))
        : string.CompareOrdinal(Table.TextOf(one) ?? "", Table.TextOf(other) ?? "");

    private static bool IsNumber(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number;

    // A node gives back only the very type that it was made of
    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
