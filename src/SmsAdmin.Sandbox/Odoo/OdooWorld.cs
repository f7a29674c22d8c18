using System.Collections.Concurrent;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>
/// The pretend Odoo servers: each release of <see cref="Keys"/>, and each once more with several databases and none
/// chosen. In memory only; every server has users, keys and parameters of its own.
/// </summary>
public sealed class OdooWorld
{
    private const string MultiSuffix = "-multi";

    private readonly ConcurrentDictionary<string, OdooServer> _servers = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    internal OdooWorld(TimeProvider time) => _time = time;

    /// <summary>What stands after <c>/odoo/</c>: 17, 18, 19 and 19.1, and each with <c>-multi</c>.</summary>
    public static IReadOnlyList<string> Keys { get; } =
        [.. OdooVersion.All.Select(version => version.Name), .. OdooVersion.All.Select(version => version.Name + MultiSuffix)];

    /// <summary>Where the sandbox lies, such as <c>http://localhost:5080/sandbox</c>: known once its host listens.</summary>
    public Uri? Address { get; set; }

    /// <summary>Forgets everything that was done to the servers.</summary>
    public void Reset() => _servers.Clear();

    /// <summary>Starts one server anew.</summary>
    public void Reset(string key) => _servers.TryRemove(key, out _);

    /// <summary>The screen of a server's database, the main one where none is named; null where there is none such.</summary>
    public OdooDesk? Desk(string key, string? database = null) =>
        Find(key)?.Find(database ?? OdooServer.MainDatabase) is { } found ? new OdooDesk(found) : null;

    internal OdooServer? Find(string key) => Keys.Contains(key) ? _servers.GetOrAdd(key, Start) : null;

    private OdooServer Start(string key)
    {
        var isMulti = key.EndsWith(MultiSuffix, StringComparison.Ordinal);
        var name = isMulti ? key[..^MultiSuffix.Length] : key;
        var server = new OdooServer(key, OdooVersion.All.First(version => version.Name == name), isMulti, _time);
        if (Address is { } own)
            server.IsReachedAt(new Uri($"{own.AbsoluteUri.TrimEnd('/')}/odoo/{key}"));
        return server;
    }
}
