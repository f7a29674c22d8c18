using System.Net;
using System.Net.Sockets;

namespace SmsAdmin.Core.Net;

/// <summary>Who may be called at an address.</summary>
public enum AddressClass
{
    /// <summary>Somewhere on the internet.</summary>
    Public,

    /// <summary>This machine, a network of one's own, or nobody in particular: only where an administrator allows it.</summary>
    Private,

    /// <summary>Link-local, where clouds keep their metadata and its credentials: nobody may allow it.</summary>
    Never,
}

/// <summary>Which addresses may be called, by the IANA registries of special-purpose addresses. What it does not know as public is not.</summary>
public static class AddressRules
{
    private static readonly IPNetwork[] NeverV4 =
    [
        IPNetwork.Parse("169.254.0.0/16"),
        // Metadata outside of link-local: Alibaba's, Oracle's, and Azure's host.
        IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("192.0.0.192/32"), IPNetwork.Parse("168.63.129.16/32"),
    ];

    private static readonly IPNetwork[] PrivateV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
    ];

    private static readonly IPNetwork[] NeverV6 =
    [
        IPNetwork.Parse("fe80::/10"),
        // Amazon's and Google's metadata.
        IPNetwork.Parse("fd00:ec2::/32"), IPNetwork.Parse("fd20:ce::254/128"),
    ];

    // Global unicast is 2000::/3; what is special inside of it:
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] PrivateV6 =
        [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20")];

    // Behind these 96 bits stands an IPv4 address, as behind those of a mapped one.
    private static readonly IPNetwork CompatibleV4 = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly HashSet<string> MetadataNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal", "metadata.tencentyun.com",
    };

    public static AddressClass Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == AddressFamily.InterNetwork ? OfV4(address) : OfV6(address);
    }

    /// <summary>Of a host as it is written: an address, or a name that clouds give to their metadata; null where only its resolution can tell.</summary>
    public static AddressClass? OfHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (IPAddress.TryParse(host, out var address)) return Of(address);
        return MetadataNames.Contains(host.TrimEnd('.')) ? AddressClass.Never : null;
    }

    /// <summary>Whether it may be called.</summary>
    public static bool Permits(this AddressClass address, bool allowsPrivate) =>
        address == AddressClass.Public || (address == AddressClass.Private && allowsPrivate);

    private static AddressClass OfV4(IPAddress address) =>
        Within(NeverV4, address) ? AddressClass.Never : Within(PrivateV4, address) ? AddressClass.Private : AddressClass.Public;

    private static AddressClass OfV6(IPAddress address)
    {
        // A zone, as in fe80::1%eth0, is no part of the network.
        var plain = new IPAddress(address.GetAddressBytes());
        if (plain.IsIPv4MappedToIPv6 || CompatibleV4.Contains(plain) || Nat64.Contains(plain)) return OfCarried(plain);
        if (Within(NeverV6, plain)) return AddressClass.Never;
        return GlobalV6.Contains(plain) && !Within(PrivateV6, plain) ? AddressClass.Public : AddressClass.Private;
    }

    // An IPv4 address in another dress may reach the same place. Only NAT64 has a use for the public ones.
    private static AddressClass OfCarried(IPAddress address)
    {
        var carried = OfV4(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        return carried == AddressClass.Public && (address.IsIPv4MappedToIPv6 || !Nat64.Contains(address)) ? AddressClass.Private : carried;
    }

    private static bool Within(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));
}
