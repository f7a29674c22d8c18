using System.Net;
using System.Net.Sockets;

namespace SmsAdmin.Core.Net;

/// <summary>Who is counted as one.</summary>
public static class AddressGroup
{
    /// <summary>An IPv4 address, in whichever dress; or the /64 of an IPv6 one, which is a household's: who has one of its addresses has them all.</summary>
    public static string Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}
