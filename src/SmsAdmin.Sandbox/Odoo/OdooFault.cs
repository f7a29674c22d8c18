using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>What Python would raise: its name, its message, and the status that JSON-2 gives it.</summary>
internal sealed class OdooFault(string name, string message, int status) : Exception(message)
{
    private const string Traceback = """
        Traceback (most recent call last):
          File "/usr/lib/python3/dist-packages/odoo/http.py", line 2296, in _serve_db
            return service_model.retrying(serve_func, env=self.env)
          File "/usr/lib/python3/dist-packages/odoo/service/model.py", line 188, in retrying
            result = func()
        """;

    public string Name => name;

    public int Status => status;

    public static OdooFault AccessDenied { get; } = new("odoo.exceptions.AccessDenied", "Access Denied", 403);

    public static OdooFault Access(string message) => new("odoo.exceptions.AccessError", message, 403);

    public static OdooFault User(string message) => new("odoo.exceptions.UserError", message, 422);

    public static OdooFault Validation(string message) => new("odoo.exceptions.ValidationError", message, 422);

    public static OdooFault Missing(string model, int id, int user) =>
        new("odoo.exceptions.MissingError", $"Record does not exist or has been deleted.\n(Record: {model}({id},), User: {user})", 404);

    public static OdooFault Value(string message) => new("builtins.ValueError", message, 500);

    public static OdooFault Type(string message) => new("builtins.TypeError", message, 500);

    public static OdooFault Attribute(string message) => new("builtins.AttributeError", message, 500);

    /// <summary>An HTTP error of JSON-2's own.</summary>
    public static OdooFault Http(int status, string name, string message) => new($"werkzeug.exceptions.{name}", message, status);

    public static OdooFault NotFound(string message) => Http(404, "NotFound", message);

    public static OdooFault Unprocessable(string message) => Http(422, "UnprocessableEntity", message);

    public static OdooFault Unauthorized(string message) => Http(401, "Unauthorized", message);

    /// <summary>Members in the order of the release.</summary>
    public JsonObject Describe(OdooVersion version)
    {
        var arguments = name.StartsWith("werkzeug.", StringComparison.Ordinal) ? new JsonArray(Message, status) : new JsonArray(Message);
        var debug = $"{Traceback}\n{name}: {Message}";
        return version.HasJson2
            ? new() { ["name"] = name, ["message"] = Message, ["arguments"] = arguments, ["context"] = new JsonObject(), ["debug"] = debug }
            : new() { ["name"] = name, ["debug"] = debug, ["message"] = Message, ["arguments"] = arguments, ["context"] = new JsonObject() };
    }
}
