using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>One Odoo database: its tables, and the secrets that no table shows. Hold <see cref="Gate"/> to touch either.</summary>
internal sealed class Database(OdooServer server, string name)
{
    private readonly Dictionary<string, Table> _tables = new(StringComparer.Ordinal);

    public string Name => name;

    public OdooServer Server => server;

    public Lock Gate { get; } = new();

    public List<OdooUser> Users { get; } = [];

    public List<OdooKey> Keys { get; } = [];

    public DateTimeOffset Now => server.Time.GetUtcNow();

    public Table Table(string model)
    {
        if (!_tables.TryGetValue(model, out var table))
            _tables.Add(model, table = new Table(this, server.Models[model]));
        return table;
    }

    /// <summary>A record's name, as a many2one shows it.</summary>
    public string NameOf(string model, int id) => Table(model).Find(id) is { } row ? row.Text(server.Models[model].NameField) : "";

    public OdooUser? User(int id) => Users.Find(user => user.Id == id);

    public bool IsInstalled(string module) => Table(Modules.ModelName).First("name", module)?.Text("state") == "installed";

    public bool HasSms()
    {
        lock (Gate)
            return IsInstalled(Modules.Sms);
    }

    public string? Parameter(string key) => Table(Parameters.ModelName).First("key", key)?.Text("value");

    /// <summary>Writes a parameter in somebody's name; null deletes it.</summary>
    public void SetParameter(string key, string? value, int by)
    {
        var table = Table(Parameters.ModelName);
        var row = table.First("key", key);
        if (value is null)
            table.Remove(row);
        else if (row is null)
            table.Add(new JsonObject { ["key"] = key, ["value"] = value }, by);
        else
            table.Change(row, new JsonObject { ["value"] = value }, by);
    }
}
