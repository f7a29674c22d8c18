using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Base;

namespace SmsAdmin.Sandbox.Odoo.Orm;

/// <summary>One method called on one model by one user, its arguments bound by name.</summary>
internal sealed record OdooCall(Database Database, OdooUser User, Model Model, IReadOnlyList<int> Ids, IReadOnlyDictionary<string, JsonNode?> Arguments)
{
    /// <summary>Whether it came over JSON-2, which answers a few things in another way.</summary>
    public bool IsJson2 { get; init; }

    public OdooServer Server => Database.Server;

    public OdooVersion Version => Server.Version;

    public Table Table => Database.Table(Model.Name);

    /// <summary>Null where it is missing or Python's None.</summary>
    public JsonNode? this[string name] => Arguments.GetValueOrDefault(name);

    public string Text(string name) => Orm.Table.TextOf(this[name]) ?? "";

    public int? Number(string name) => this[name]?.GetValueKind() == JsonValueKind.Number ? (int)this[name]! : null;

    public JsonNode? Alone(Func<OdooCall, JsonNode?> run)
    {
        lock (Database.Gate)
            return run(this);
    }

    /// <summary>The records that exist among the ids.</summary>
    public IEnumerable<Row> Rows => Ids.Select(Table.Find).OfType<Row>();
}
