using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>A search domain in Odoo's prefix notation: leaves, with <c>&amp;</c>, <c>|</c> and <c>!</c> before them.</summary>
internal static class Domain
{
    public static Predicate<Row> Read(JsonNode? domain, Model model, OdooVersion version)
    {
        if (domain is not JsonArray terms)
            return _ => true;
        var left = new Queue<JsonNode?>(terms);
        Predicate<Row> all = _ => true;
        while (left.Count > 0)
        {
            var (before, next) = (all, Next(left, model, version));
            all = row => before(row) && next(row);
        }
        return all;
    }

    /// <summary>Whether a domain has a leaf of this field.</summary>
    public static bool Names(JsonNode? domain, string field) =>
        domain is JsonArray terms && terms.OfType<JsonArray>().Any(leaf => leaf is [JsonValue name, ..] && name.GetValueKind() == JsonValueKind.String && (string)name! == field);

    private static Predicate<Row> Next(Queue<JsonNode?> left, Model model, OdooVersion version)
    {
        if (!left.TryDequeue(out var term))
            throw OdooFault.Value("Domain is not well formed");
        if (term is JsonArray leaf)
            return Leaf(leaf, model, version);
        var word = term?.GetValueKind() == JsonValueKind.String ? (string)term! : "";
        if (word is not ("&" or "|" or "!"))
            throw OdooFault.Value($"Domain is not well formed: {word}");
        var first = Next(left, model, version);
        if (word == "!")
            return row => !first(row);
        var second = Next(left, model, version);
        return word == "|" ? row => first(row) || second(row) : row => first(row) && second(row);
    }

    private static Predicate<Row> Leaf(JsonArray leaf, Model model, OdooVersion version)
    {
        if (leaf is not [JsonValue name, JsonValue comparison, var wanted])
            throw OdooFault.Value($"Invalid leaf {Python.Repr(leaf)}");
        var field = (string)name!;
        if (model.Find(field) is null)
        {
            var place = version.Major >= 19 ? "condition" : "leaf";
            throw OdooFault.Value($"Invalid field {model.Name}.{field} in {place} {Python.Repr(leaf)}");
        }
        var compare = (string)comparison!;
        return compare switch
        {
            "=" => row => Same(row[field], wanted),
            "!=" or "<>" => row => !Same(row[field], wanted),
            "in" => row => wanted is JsonArray many && many.Any(one => Same(row[field], one)),
            "not in" => row => wanted is JsonArray many && !many.Any(one => Same(row[field], one)),
            "like" or "ilike" => row => row.Text(field).Contains(Table.TextOf(wanted) ?? "", Case(compare)),
            "not like" or "not ilike" => row => !row.Text(field).Contains(Table.TextOf(wanted) ?? "", Case(compare)),
            "=like" or "=ilike" => row => Pattern(Table.TextOf(wanted) ?? "", compare == "=ilike").IsMatch(row.Text(field)),
            "<" or ">" or "<=" or ">=" => row => Ordered(ByValue.Order.Compare(row[field], wanted), compare),
            _ => throw OdooFault.Value($"Invalid operator {Python.Repr(comparison)} in domain term {Python.Repr(leaf)}"),
        };
    }

    private static StringComparison Case(string compare) =>
        compare.EndsWith("ilike", StringComparison.Ordinal) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool Same(JsonNode value, JsonNode? wanted) =>
        IsEmpty(wanted) ? IsEmpty(value) : value.GetValueKind() == wanted!.GetValueKind() && ByValue.Order.Compare(value, wanted) == 0;

    private static bool IsEmpty(JsonNode? value) => value is null || value.GetValueKind() is JsonValueKind.False or JsonValueKind.Null;

    private static bool Ordered(int order, string compare) => compare switch
    {
        "<" => order < 0,
        ">" => order > 0,
        "<=" => order <= 0,
        _ => order >= 0,
    };

    private static Regex Pattern(string like, bool ignoreCase) => new(
        $"^{Regex.Escape(like).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
        TimeSpan.FromSeconds(1));
}
