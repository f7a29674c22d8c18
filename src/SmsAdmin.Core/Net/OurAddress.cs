namespace SmsAdmin.Core.Net;

/// <summary>Where others reach this program: at its public address; those on this machine's loopback at its own, which serves there.</summary>
public sealed class OurAddress
{
    /// <summary><c>PublicBaseUrl</c> of the configuration.</summary>
    public Uri? Public { get; set; }

    /// <summary>Where the program listens; known once it has started.</summary>
    public Uri? Own { get; set; }

    /// <summary>As it is for somebody at an address; null where they cannot reach us.</summary>
    public Uri? For(Uri? other) => other is { IsLoopback: true } ? Own ?? Public : Public;
}
