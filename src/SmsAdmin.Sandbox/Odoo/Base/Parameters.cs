using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Base;

/// <summary>ir.config_parameter, the system parameters: administrators only.</summary>
internal static class Parameters
{
    public const string ModelName = "ir.config_parameter";

    public static Model Model(OdooVersion version) => new(ModelName, "System Parameter")
    {
        PythonClass = version.Major >= 19 ? "IrConfig_Parameter" : "IrConfigParameter",
        NameField = "key",
        Order = "key",
        Fields = [Field.Char("key", true), new("value", "text", Required: !version.IsAfter19)],
        Methods = version.IsAfter19 ? Typed() : Untyped(),
        Check = RefuseDoubled,
    };

    private static Method[] Untyped() =>
    [
        Method.OfModel("get_param", ["key", "default"], 1, call =>
        {
            call.Model.Demand(call, "read");
            // An empty value reads as none, though the row is there
            return call.Database.Parameter(call.Text("key")) is { Length: > 0 } value ? value : call["default"]?.DeepClone() ?? false;
        }),
        Method.OfModel("set_param", ["key", "value"], 2, call =>
        {
            call.Model.Demand(call, "read");
            var key = call.Text("key");
            var before = call.Database.Parameter(key);
            var value = Table.TextOf(call["value"]);
            if (value != before)
                call.Database.SetParameter(key, value, call.User.Id);
            return before is null ? false : before;
        }),
    ];

    private static Method[] Typed() =>
    [
        .. Pair(value => value ?? "", "get_str", "set_str"),
        .. Pair(value => value is "True" or "true" or "1", "get_bool", "set_bool"),
        .. Pair(value => int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : 0, "get_int", "set_int"),
        .. Pair(value => double.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : 0, "get_float", "set_float"),
    ];

    private static IEnumerable<Method> Pair(Func<string?, JsonNode> read, string get, string set)
    {
        yield return Method.OfModel(get, ["key", "default"], 1, call =>
        {
            call.Model.Demand(call, "read");
            return call.Database.Parameter(call.Text("key")) is null && call["default"] is { } other ? other.DeepClone() : read(call.Database.Parameter(call.Text("key")));
        });
        yield return Method.OfModel(set, ["key", "value"], 2, call =>
        {
            call.Model.Demand(call, "read");
            var before = read(call.Database.Parameter(call.Text("key")));
            // None blanks the row; it no longer deletes it
            call.Database.SetParameter(call.Text("key"), Table.TextOf(call["value"]) ?? "", call.User.Id);
            return before;
        });
    }

    private static void RefuseDoubled(OdooCall call, Row? row, JsonObject values)
    {
        var key = values["key"]?.GetValueKind() == JsonValueKind.String ? (string)values["key"]! : null;
        if (key is not null && call.Table.First("key", key) is { } other && other != row)
            throw OdooFault.Validation("The operation cannot be completed: Key must be unique.");
    }
}
