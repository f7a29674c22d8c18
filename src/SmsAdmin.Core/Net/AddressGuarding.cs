using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SmsAdmin.Core.Net;

/// <summary>How a window puts the guard before its connections.</summary>
public static class AddressGuarding
{
    /// <summary>Adds <see cref="AddressGuard"/>; it asks the system's resolver unless another <see cref="ResolveHost"/> is registered.</summary>
    public static IServiceCollection AddAddressGuard(this IServiceCollection services)
    {
        services.TryAddSingleton<ResolveHost>(_ => Dns.GetHostAddressesAsync);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AddressGuard>();
        return services;
    }

    /// <summary>
    /// Judges each new connection; a connection that is kept was judged when it was made. A proxy is called wherever it
    /// is: who configured it owns the machine.
    /// </summary>
    public static void GuardAddresses(this SocketsHttpHandler handler, AddressGuard guard, bool allowsPrivate)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(guard);
        handler.ConnectCallback = (context, ct) => guard.ConnectAsync(context.DnsEndPoint, allowsPrivate || IsProxy(context.DnsEndPoint), ct);
    }

    private static bool IsProxy(DnsEndPoint host) =>
        Names(new Uri("https://sinch.com"), host) || Names(new Uri("http://sinch.com"), host);

    private static bool Names(Uri target, DnsEndPoint host) =>
        HttpClient.DefaultProxy.GetProxy(target) is { } proxy && proxy.IdnHost == host.Host && proxy.Port == host.Port;
}
