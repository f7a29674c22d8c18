using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>Values as Python writes them in its errors.</summary>
internal static class Python
{
    public static string Repr(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray many => $"({string.Join(", ", many.Select(Repr))})",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => $"'{value.GetValue<string>().Replace("'", "\\'", StringComparison.Ordinal)}'",
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            _ => value.ToJsonString(),
        },
    };

    /// <summary><c>'a'</c>, <c>'a' and 'b'</c>, <c>'a', 'b', and 'c'</c>.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count switch
    {
        1 => $"'{names[0]}'",
        2 => $"'{names[0]}' and '{names[1]}'",
        _ => $"{string.Join(", ", names.Take(names.Count - 1).Select(name => $"'{name}'"))}, and '{names[^1]}'",
    };
}
