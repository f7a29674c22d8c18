using System.Net;

namespace SmsAdmin.Core.Net;

/// <summary>
/// The proxy that this machine's environment names (<c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>ALL_PROXY</c>, but not for
/// <c>NO_PROXY</c>). What lies on this machine is never asked of it.
/// </summary>
public sealed class OutgoingProxy(IWebProxy machines) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => machines.Credentials;
        set => machines.Credentials = value;
    }

    /// <summary>What a call of this address goes through; null where it goes straight.</summary>
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return !destination.IsLoopback && !machines.IsBypassed(destination) && machines.GetProxy(destination) is { } through && through != destination ? through : null;
    }

    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <summary>Whether this connection leads to the proxy, for something else that is to be called through it.</summary>
    internal bool IsCalledBy(DnsEndPoint host, HttpRequestMessage request) =>
        request.RequestUri is { } target && (request.Method == HttpMethod.Connect ? target : GetProxy(target)) is { } proxy && proxy.IdnHost == host.Host && proxy.Port == host.Port;
}
