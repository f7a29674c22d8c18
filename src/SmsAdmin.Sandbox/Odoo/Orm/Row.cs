using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>One record. What is empty is <c>false</c>, as in Odoo's answers.</summary>
internal sealed class Row(int id)
{
    private readonly Dictionary<string, JsonNode> _values = new(StringComparer.Ordinal);

    public int Id => id;

    public JsonNode this[string field]
    {
        get => field == "id" ? JsonValue.Create(id) : _values.TryGetValue(field, out var value) ? value : JsonValue.Create(false);
        set => _values[field] = value.DeepClone();
    }

    /// <summary>The text of a field; empty where it has none.</summary>
    public string Text(string field) => this[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";

    public int? Number(string field) => this[field].GetValueKind() == JsonValueKind.Number ? (int)this[field] : null;

    public bool IsTrue(string field) => this[field].GetValueKind() == JsonValueKind.True;
}
