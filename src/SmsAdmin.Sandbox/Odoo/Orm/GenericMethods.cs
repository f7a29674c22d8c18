using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>What every model can do.</summary>
internal static class GenericMethods
{
    public static IReadOnlyList<Method> All { get; } =
    [
        Method.OfModel("search_read", ["domain", "fields", "offset", "limit", "order"], 0, call => Show(call, Search(call))),
        Method.OfModel("search", ["domain", "offset", "limit", "order"], 1, call => new JsonArray([.. Search(call).Select(row => JsonValue.Create(row.Id))])),
        Method.OfModel("search_count", ["domain", "limit"], 1, call => Search(call).Count()),
        Method.OfRecords("read", ["fields", "load"], 0, Read),
        Method.OfModel("create", ["vals_list"], 1, Create),
        Method.OfRecords("write", ["vals"], 1, Write),
        Method.OfRecords("unlink", [], 0, Unlink),
        Method.OfModel("fields_get", ["allfields", "attributes"], 0, DescribeFields),
        Method.OfRecords("has_access", ["operation"], 1, call =>
            call.Version.Major < 18 ? throw NoMethod(call.Model.Name, "has_access", call.Version) : call.Model.Allows(call.User, call.Text("operation"))),
        Method.OfModel("check_access_rights", ["operation", "raise_exception"], 1, CheckRights),
    ];

    public static OdooFault NoMethod(string model, string method, OdooVersion version) => OdooFault.Attribute(version.Major == 17
        ? $"The method '{method}' does not exist on the model '{model}'"
        : $"The method '{model}.{method}' does not exist");

    private static IEnumerable<Row> Search(OdooCall call)
    {
        call.Model.Demand(call, "read");
        var matches = Domain.Read(call["domain"], call.Model, call.Version);
        // What is archived is found by those alone who ask for it
        var hidesArchived = call.Model.Find("active") is not null && !Domain.Names(call["domain"], "active");
        var found = Sorted(call.Table.Rows.Where(row => matches(row) && !(hidesArchived && !row.IsTrue("active"))), call["order"] is null ? call.Model.Order : call.Text("order"));
        found = found.Skip(call.Number("offset") ?? 0);
        return call.Number("limit") is > 0 and var limit ? found.Take(limit) : found;
    }

    private static IEnumerable<Row> Sorted(IEnumerable<Row> rows, string order)
    {
        var sorted = rows.OrderBy(_ => 0);
        foreach (var term in order.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var field = term.Split(' ')[0];
            sorted = term.EndsWith(" desc", StringComparison.OrdinalIgnoreCase)
                ? sorted.ThenByDescending(row => row[field], ByValue.Order)
                : sorted.ThenBy(row => row[field], ByValue.Order);
        }
        return sorted;
    }

    private static JsonArray Show(OdooCall call, IEnumerable<Row> rows)
    {
        var fields = Fields(call);
        return new JsonArray([.. rows.Select(row => call.Table.Show(row, fields))]);
    }

    private static List<Field> Fields(OdooCall call)
    {
        if (call["fields"] is not JsonArray { Count: > 0 } named)
            return [.. call.Model.Fields.Where(field => field.Name != "id")];
        return [.. named.Select(name => (string)name!).Distinct().Select(name => call.Model.Find(name)
            ?? throw OdooFault.Value($"Invalid field '{name}' on '{call.Model.Name}'")).Where(field => field.Name != "id")];
    }

    private static JsonArray Read(OdooCall call)
    {
        call.Model.Demand(call, "read");
        return Show(call, call.Rows);
    }

    private static JsonNode Create(OdooCall call)
    {
        call.Model.Demand(call, "create");
        if (call["vals_list"] is JsonObject one)
        {
            var id = JsonValue.Create(Create(call, one));
            return call.IsJson2 ? new JsonArray(id) : id;
        }
        return new JsonArray([.. ((JsonArray)call["vals_list"]!).Select(values => JsonValue.Create(Create(call, (JsonObject)values!)))]);
    }

    private static int Create(OdooCall call, JsonObject values)
    {
        RefuseUnknown(call, values);
        foreach (var field in call.Model.Fields.Where(field => field.Required && Table.TextOf(values[field.Name]) is null))
            throw Mandatory(field);
        call.Model.Check?.Invoke(call, null, values);
        return call.Table.Add(values, call.User.Id).Id;
    }

    private static JsonNode Write(OdooCall call)
    {
        call.Model.Demand(call, "write");
        var values = call["vals"] as JsonObject ?? [];
        RefuseUnknown(call, values);
        foreach (var field in call.Model.Fields.Where(field => field.Required && values.ContainsKey(field.Name) && Table.TextOf(values[field.Name]) is null))
            throw Mandatory(field);
        // An id that is not there is no error: nothing happens, and the answer is the same
        foreach (var row in call.Rows.ToList())
        {
            call.Model.Check?.Invoke(call, row, values);
            call.Table.Change(row, values, call.User.Id);
        }
        return true;
    }

    private static JsonNode Unlink(OdooCall call)
    {
        call.Model.Demand(call, "unlink");
        foreach (var row in call.Rows.ToList())
            call.Table.Remove(row);
        return true;
    }

    private static JsonObject DescribeFields(OdooCall call)
    {
        var named = (call["allfields"] as JsonArray)?.Select(name => (string)name!).ToList();
        var attributes = (call["attributes"] as JsonArray)?.Select(name => (string)name!).ToList();
        var described = new JsonObject();
        foreach (var field in call.Model.Fields.Where(field => named is not { Count: > 0 } || named.Contains(field.Name)))
        {
            described[field.Name] = new JsonObject(field.Describe()
                .Where(pair => attributes is null || attributes.Contains(pair.Key))
                .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        }
        return described;
    }

    private static JsonNode CheckRights(OdooCall call)
    {
        var allowed = call.Model.Allows(call.User, call.Text("operation"));
        if (!allowed && call["raise_exception"]?.GetValueKind() != JsonValueKind.False)
            call.Model.Demand(call, call.Text("operation"));
        return allowed;
    }

    private static void RefuseUnknown(OdooCall call, JsonObject values)
    {
        foreach (var (name, _) in values)
        {
            if (call.Model.Find(name) is null)
                throw OdooFault.Value($"Invalid field '{name}' on model '{call.Model.Name}'");
        }
    }

    private static OdooFault Mandatory(Field field) => OdooFault.Validation(
        $"The operation cannot be completed:\n- Create/update: a mandatory field is not set.\nField: {field.Name}\n");
}
