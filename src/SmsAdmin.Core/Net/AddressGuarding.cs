using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SmsAdmin.Core.Net;

/// <summary>How a window puts the guard before its connections.</summary>
public static class AddressGuarding
{
    /// <summary>On a request to a host that nobody typed: a proxy is asked for it though its name cannot be judged here.</summary>
    internal static readonly HttpRequestOptionsKey<bool> IsOurOwnWord = new("SmsAdmin.IsOurOwnWord");

    /// <summary>Adds <see cref="AddressGuard"/>; it asks the system's resolver, and the machine's proxy is used, unless others are registered.</summary>
    public static IServiceCollection AddAddressGuard(this IServiceCollection services)
    {
        services.TryAddSingleton<ResolveHost>(_ => Dns.GetHostAddressesAsync);
        services.TryAddSingleton(_ => new OutgoingProxy(HttpClient.DefaultProxy));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<AddressGuard>();
        return services;
    }

    /// <summary>
    /// Judges each new connection; a connection that is kept was judged when it was made. A proxy connects for us, so that
    /// its target is judged before it is asked; the proxy itself is called wherever it is: who configured it owns the machine.
    /// </summary>
    public static IHttpClientBuilder GuardAddresses(this IHttpClientBuilder client, bool allowsPrivate) => client
        .UseSocketsHttpHandler((handler, all) =>
        {
            var (guard, proxy) = (all.GetRequiredService<AddressGuard>(), all.GetRequiredService<OutgoingProxy>());
            handler.Proxy = proxy;
            handler.ConnectCallback = (context, ct) =>
                guard.ConnectAsync(context.DnsEndPoint, allowsPrivate || proxy.IsCalledBy(context.DnsEndPoint, context.InitialRequestMessage), ct);
        })
        .AddHttpMessageHandler(all => new BeforeTheProxy(all.GetRequiredService<AddressGuard>(), all.GetRequiredService<OutgoingProxy>(), allowsPrivate));

    private sealed class BeforeTheProxy(AddressGuard guard, OutgoingProxy proxy, bool allowsPrivate) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri is not { } target || proxy.IsBypassed(target) || (request.Options.TryGetValue(IsOurOwnWord, out var isOurs) && isOurs)
                ? base.SendAsync(request, cancellationToken)
                : JudgeAndSendAsync(request, target.IdnHost, cancellationToken);

        private async Task<HttpResponseMessage> JudgeAndSendAsync(HttpRequestMessage request, string host, CancellationToken ct)
        {
            try
            {
                await guard.JudgeAsync(host, allowsPrivate, ct);
            }
            catch (AddressNotAllowedException refused)
            {
                throw new HttpRequestException(HttpRequestError.ConnectionError, refused.Message, refused);
            }
            catch (NameNotJudgedException unknown)
            {
                throw new HttpRequestException(HttpRequestError.NameResolutionError, unknown.Message, unknown);
            }

            return await base.SendAsync(request, ct);
        }
    }
}
