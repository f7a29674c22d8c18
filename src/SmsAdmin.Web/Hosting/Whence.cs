using System.Net;
using Microsoft.Net.Http.Headers;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where a request came from.</summary>
internal static class Whence
{
    // Each says that somebody stands between; those with Original are what was believed of the others.
    private static readonly string[] ProxyWords =
        ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Original-For", "X-Original-Proto", "X-Original-Host", "X-Real-IP", "Forwarded", HeaderNames.Via];

    // A socket for both families writes 192.0.2.7 as ::ffff:192.0.2.7.
    public static IPAddress? Address(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    /// <summary>Whose tries are counted together.</summary>
    public static string Caller(this HttpContext context) => context.Address() is { } address ? AddressGroup.Of(address) : "";

    /// <summary>
    /// Whether a program on this machine asks, with nobody between: behind a proxy on this machine everybody comes from
    /// it, and a name of the outside that leads here is a foreign page's.
    /// </summary>
    public static bool IsFromThisMachine(this HttpContext context) =>
        context.Address() is { } address && IPAddress.IsLoopback(address)
        && !Array.Exists(ProxyWords, context.Request.Headers.ContainsKey)
        && (context.Request.Host.Host is "localhost" || (IPAddress.TryParse(context.Request.Host.Host, out var host) && IPAddress.IsLoopback(host)));

    /// <summary>The session's user, at the address of this request.</summary>
    public static Actor Actor(this HttpContext context) => context.User.ToActor(context.Address()?.ToString());
}
