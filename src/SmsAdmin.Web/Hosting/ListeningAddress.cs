using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where this program listens, as something on the same machine would call it.</summary>
internal static class ListeningAddress
{
    /// <summary>Known once the server has started; plain HTTP before HTTPS, because loopback needs no certificate.</summary>
    public static Uri? Of(IServer server) => (server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        .Select(Callable)
        .OfType<Uri>()
        .OrderBy(address => address.Scheme == Uri.UriSchemeHttps)
        .FirstOrDefault();

    /// <summary>Where a console of this configuration listens.</summary>
    public static Uri? Of(IConfiguration configuration) => (configuration["Urls"] ?? "").Split(';').Select(Callable).OfType<Uri>().OrderBy(address => address.Scheme == Uri.UriSchemeHttps).FirstOrDefault();

    private static Uri? Callable(string address)
    {
        foreach (var any in (string[])["//*", "//+", "//0.0.0.0", "//[::]"])
            address = address.Replace(any, "//localhost", StringComparison.Ordinal);
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null;
    }
}
