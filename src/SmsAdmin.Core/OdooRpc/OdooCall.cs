using System.Text.Json.Nodes;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>A call of a model's method, as each dialect says it.</summary>
/// <param name="Named">The body of JSON-2: every argument by name.</param>
/// <param name="Positional">Of <c>execute_kw</c>: the records' ids first, where the method is called on records.</param>
/// <param name="Keywords">Of <c>execute_kw</c>: the rest.</param>
internal sealed record OdooCall(string Model, string Method, JsonObject Named, JsonArray Positional, JsonObject Keywords)
{
    public static OdooCall Search(string model, JsonArray domain, params string[] fields) => new(
        model, "search_read", new() { ["domain"] = domain, ["fields"] = Json(fields) }, [domain.DeepClone()], new() { ["fields"] = Json(fields) });

    public static OdooCall Write(string model, long id, JsonObject values) => new(
        model, "write", new() { ["ids"] = Json([id]), ["vals"] = values }, [Json([id]), values.DeepClone()], []);

    public static OdooCall Create(string model, JsonObject values) => new(
        model, "create", new() { ["vals_list"] = new JsonArray(values) }, [values.DeepClone()], []);

    /// <summary>On records, without arguments.</summary>
    public static OdooCall On(string model, string method, params long[] ids) => new(model, method, new() { ["ids"] = Json(ids) }, [Json(ids)], []);

    /// <summary>On the model itself, without arguments.</summary>
    public static OdooCall Of(string model, string method) => new(model, method, [], [], []);

    public static JsonArray Where(string field, params string[] values) => [new JsonArray(field, "in", Json(values))];

    private static JsonArray Json<T>(IEnumerable<T> values) => [.. values.Select(value => JsonValue.Create(value))];
}
