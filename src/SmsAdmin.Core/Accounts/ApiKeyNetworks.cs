using System.Net;
using System.Net.Sockets;

namespace SmsAdmin.Core.Accounts;

/// <summary>The networks from which a key may be used.</summary>
internal sealed class ApiKeyNetworks
{
    private const int Most = 50;
    private readonly IReadOnlyList<IPNetwork> _networks;

    private ApiKeyNetworks(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    /// <summary>Reads addresses and networks, parted by commas, spaces or lines.</summary>
    /// <returns>Null for anywhere; or what is wrong.</returns>
    public static (ApiKeyNetworks? Networks, string? Fault) Read(string? written)
    {
        var networks = new List<IPNetwork>();
        foreach (var word in (written ?? "").Split([',', ' ', '\n', '\r', '\t', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (ReadOne(word) is not { } network) return (null, $"{word[..Math.Min(word.Length, 50)]} is neither an address nor a network. Write 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32.");
            networks.Add(network);
        }

        if (networks.Count > Most) return (null, $"Give at most {Most} addresses and networks.");
        return (networks.Count == 0 ? null : new ApiKeyNetworks(networks), null);
    }

    public bool Holds(IPAddress? address)
    {
        if (address is null) return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _networks.Any(network => network.Contains(plain));
    }

    public override string ToString() => string.Join(", ", _networks);

    // Bits behind the prefix are a slip that is easily understood: 10.1.2.3/8 is 10.0.0.0/8.
    private static IPNetwork? ReadOne(string word)
    {
        var cut = word.Split('/', 2);
        if (!IPAddress.TryParse(cut[0], out var address) || (address.AddressFamily == AddressFamily.InterNetwork && cut[0].Count(c => c == '.') != 3)) return null;
        var bits = address.GetAddressBytes();
        var length = bits.Length * 8;
        if (cut.Length == 2 && !(int.TryParse(cut[1], out length) && length >= 0 && length <= bits.Length * 8)) return null;
        for (var bit = length; bit < bits.Length * 8; bit++) bits[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bits), length);
    }
}
