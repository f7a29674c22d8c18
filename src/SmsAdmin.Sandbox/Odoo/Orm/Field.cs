using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>One field of a model.</summary>
/// <param name="Name">As in the RPC.</param>
/// <param name="Type">Odoo's word: char, text, boolean, integer, datetime, selection, many2one.</param>
/// <param name="Required">Empty is refused.</param>
/// <param name="Comodel">Where a many2one points.</param>
/// <param name="Default">What a new row has when nothing is given.</param>
internal sealed record Field(string Name, string Type, bool Required = false, string? Comodel = null, JsonNode? Default = null)
{
    public static Field Char(string name, bool required = false) => new(name, "char", required);

    public static Field Bool(string name, bool value = false) => new(name, "boolean", Default: value);

    public static Field Integer(string name, int value = 0) => new(name, "integer", Default: value);

    public static Field To(string name, string comodel) => new(name, "many2one", Comodel: comodel);

    public JsonObject Describe() => new() { ["readonly"] = false, ["required"] = Required, ["string"] = Name, ["type"] = Type };
}
