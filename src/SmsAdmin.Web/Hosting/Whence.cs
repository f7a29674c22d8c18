using System.Net;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where a request came from.</summary>
internal static class Whence
{
    // A socket for both families writes 192.0.2.7 as ::ffff:192.0.2.7.
    public static IPAddress? Address(this HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    /// <summary>The session's user, at the address of this request.</summary>
    public static Actor Actor(this HttpContext context) => context.User.ToActor(context.Address()?.ToString());
}
