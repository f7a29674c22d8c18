using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>A method that RPC reaches.</summary>
/// <param name="Name">As called.</param>
/// <param name="OnRecords">Whether it works on ids; the others are Odoo's <c>@api.model</c>.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Required">How many of them have no default.</param>
/// <param name="RunAsync">Null is Python's None.</param>
internal sealed record Method(string Name, bool OnRecords, IReadOnlyList<string> Parameters, int Required, Func<OdooCall, ValueTask<JsonNode?>> RunAsync)
{
    /// <summary>One of the model, done at once.</summary>
    public static Method OfModel(string name, IReadOnlyList<string> parameters, int required, Func<OdooCall, JsonNode?> run) =>
        new(name, false, parameters, required, call => ValueTask.FromResult(call.Alone(run)));

    /// <summary>One of records, done at once.</summary>
    public static Method OfRecords(string name, IReadOnlyList<string> parameters, int required, Func<OdooCall, JsonNode?> run) =>
        new(name, true, parameters, required, call => ValueTask.FromResult(call.Alone(run)));
}
