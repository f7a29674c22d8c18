using SmsAdmin.Sandbox.Odoo.Base;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>One pretend Odoo server: a release, its databases, and how it is told to behave.</summary>
internal sealed class OdooServer
{
    public const string MainDatabase = "odoo";
    public const string OtherDatabase = "shop";
    public const string BaseUrl = "web.base.url";

    private readonly Dictionary<string, Database> _databases = new(StringComparer.Ordinal);
    private volatile OdooSettings _settings = new();

    public OdooServer(string key, OdooVersion version, bool isMulti, TimeProvider time)
    {
        (Key, Version, IsMulti, Time) = (key, version, isMulti, time);
        Models = Catalog.Of(version);
        foreach (var name in new[] { MainDatabase, OtherDatabase })
            _databases.Add(name, FirstRows.Fill(new Database(this, name)));
    }

    /// <summary>Its word in the path: <c>19</c>, <c>19-multi</c>.</summary>
    public string Key { get; }

    public OdooVersion Version { get; }

    /// <summary>Whether a request must name its database, as where no dbfilter leaves one.</summary>
    public bool IsMulti { get; }

    public TimeProvider Time { get; }

    public IReadOnlyDictionary<string, Model> Models { get; }

    public OdooSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }

    public IEnumerable<Database> Databases => _databases.Values;

    public Database? Find(string name) => _databases.GetValueOrDefault(name);

    /// <summary>The database of an RPC's arguments: dbfilter does not apply to those.</summary>
    public Database Named(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Version.HasDefaultDatabase
                ? _databases[MainDatabase]
                : throw new OdooFault("builtins.AssertionError", "Missing database name", 500);
        }
        return Find(name) ?? throw new OdooFault("psycopg2.OperationalError",
            $"connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  database \"{name}\" does not exist\n", 500);
    }

    /// <summary>The database of an HTTP request: the only one, or the one in the header where several are to choose from.</summary>
    public Database? Selected(string? header)
    {
        if (IsMulti)
            return header is null ? null : Find(header);
        return header is null or MainDatabase ? _databases[MainDatabase] : null;
    }

    /// <summary>
    /// Sets web.base.url, to which receipts come back, as signing in by a browser does; not once somebody wrote it.
    /// </summary>
    public void IsReachedAt(Uri address)
    {
        foreach (var database in Databases)
        {
            lock (database.Gate)
            {
                if (database.Table(Parameters.ModelName).First("key", BaseUrl) is { } row && row.Number("write_uid") == FirstRows.Root)
                    database.SetParameter(BaseUrl, address.AbsoluteUri, FirstRows.Root);
            }
        }
    }
}
