using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SmsAdmin.Core.Net;

/// <summary>Turns a host name into addresses, as <see cref="Dns.GetHostAddressesAsync(string, CancellationToken)"/> does.</summary>
public delegate Task<IPAddress[]> ResolveHost(string host, CancellationToken ct);

/// <summary>
/// Keeps addresses that a person typed from leading into the network of this machine. A name is judged by what it
/// resolves to, twice: when it is stored, so that the one who types it learns why, and at each new connection, so that
/// a name which changes its mind in between gains nothing.
/// </summary>
public sealed class AddressGuard(ResolveHost resolve, TimeProvider clock)
{
    private const int MostRemembered = 1_000;
    private static readonly TimeSpan NamesAreWaitedFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan JudgedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Host, bool AllowsPrivate), long> _judged = new();

    /// <summary>Why <paramref name="url"/> may not be called, as a sentence to the reader; null where it may, or where nobody knows the name yet.</summary>
    public async Task<string?> FaultAsync(Uri url, bool allowsPrivate, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(url);
        var classes = AddressRules.OfHost(url.IdnHost) is { } written ? [written] : await ResolvedAsync(url.IdnHost, ct);
        if (classes.Contains(AddressClass.Never))
            return $"{url.IdnHost} is a link-local or metadata address. SmsAdmin calls none of these.";
        return Array.TrueForAll(classes, address => address.Permits(allowsPrivate))
            ? null
            : $"{url.IdnHost} lies on this machine or in a private network. If it is yours, tick that it is in your own network.";
    }

    /// <summary>Connects to one of a host's addresses that may be called. For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressNotAllowedException">None of them may be called. Nothing was sent.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowsPrivate, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(host);
        var allowed = AddressRules.OfHost(host.Host) == AddressClass.Never
            ? []
            : Array.FindAll(await resolve(host.Host, ct), address => AddressRules.Of(address).Permits(allowsPrivate));
        if (allowed.Length == 0) throw new AddressNotAllowedException(host.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Judges a host that a proxy connects to, and so resolves for itself: all that the name leads to here has to be allowed,
    /// because which of it the proxy takes is not known. What was allowed is not asked again for ten seconds.
    /// </summary>
    /// <exception cref="AddressNotAllowedException">Some of it may not be called. Nothing was sent.</exception>
    /// <exception cref="NameNotJudgedException">The name leads nowhere here. Nothing was sent.</exception>
    public async ValueTask JudgeAsync(string host, bool allowsPrivate, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (AddressRules.OfHost(host) is { } written)
        {
            if (!written.Permits(allowsPrivate)) throw new AddressNotAllowedException(host);
            return;
        }

        if (_judged.TryGetValue((host, allowsPrivate), out var at) && clock.GetElapsedTime(at) < JudgedFor) return;
        IPAddress[] addresses;
        try
        {
            addresses = await resolve(host, ct);
        }
        catch (SocketException unknown)
        {
            throw new NameNotJudgedException(host, unknown);
        }

        if (addresses.Length == 0) throw new NameNotJudgedException(host, null);
        if (!Array.TrueForAll(addresses, address => AddressRules.Of(address).Permits(allowsPrivate))) throw new AddressNotAllowedException(host);
        if (_judged.Count >= MostRemembered) _judged.Clear();
        _judged[(host, allowsPrivate)] = clock.GetTimestamp();
    }

    private async Task<AddressClass[]> ResolvedAsync(string host, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(NamesAreWaitedFor, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return Array.ConvertAll(await resolve(host, both.Token), AddressRules.Of);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Unknown here and now. The first connection judges it again.
            return [];
        }
    }
}

/// <summary>A host has no address that may be called.</summary>
public sealed class AddressNotAllowedException(string host) : IOException($"{host} has no address that may be called.");

/// <summary>Nobody here knows what a name leads to, and so a proxy is not asked for it.</summary>
public sealed class NameNotJudgedException(string host, Exception? why)
    : IOException($"{host} cannot be resolved here. SmsAdmin asks a proxy only for what it can judge: let this machine resolve the name, or name the host in NO_PROXY.", why);
