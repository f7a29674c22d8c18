using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>The rows of one model in one database, each with who made and last changed it, and when.</summary>
internal sealed class Table(Database database, Model model)
{
    private readonly List<Row> _rows = [];
    private int _lastId;

    public IReadOnlyList<Row> Rows => _rows;

    public Row? Find(int id) => _rows.Find(row => row.Id == id);

    public Row? First(string field, string text) => _rows.Find(row => row.Text(field) == text);

    /// <param name="values">By field.</param>
    /// <param name="by">A user's id.</param>
    /// <param name="id">One to take instead of the next.</param>
    public Row Add(JsonObject values, int by, int? id = null)
    {
        var row = new Row(_lastId = id ?? _lastId + 1);
        foreach (var field in model.Fields.Where(field => field.Default is not null))
            row[field.Name] = field.Default!;
        row["create_uid"] = by;
        row["create_date"] = Stamp();
        Put(row, values, by);
        _rows.Add(row);
        return row;
    }

    public void Change(Row row, JsonObject values, int by) => Put(row, values, by);

    public void Remove(Row? row)
    {
        if (row is not null)
            _rows.Remove(row);
    }

    /// <summary>A record as <c>read</c> shows it.</summary>
    public JsonObject Show(Row row, IEnumerable<Field> fields)
    {
        var shown = new JsonObject { ["id"] = row.Id };
        foreach (var field in fields)
            shown[field.Name] = Show(row, field);
        return shown;
    }

    private JsonNode Show(Row row, Field field)
    {
        if (field.Name == "display_name")
            return row.Text(model.NameField);
        return field.Comodel is { } comodel && row.Number(field.Name) is { } id
            ? new JsonArray(id, database.NameOf(comodel, id))
            : row[field.Name].DeepClone();
    }

    private void Put(Row row, JsonObject values, int by)
    {
        foreach (var (name, value) in values)
            row[name] = Coerce(value);
        row["write_uid"] = by;
        row["write_date"] = Stamp();
    }

    private static JsonNode Coerce(JsonNode? value) => value?.DeepClone() ?? JsonValue.Create(false);

    private string Stamp() => database.Now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>As Python's <c>str</c> would write a value that a char field gets.</summary>
    public static string? TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null or JsonValueKind.False => null,
        JsonValueKind.True => "True",
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
