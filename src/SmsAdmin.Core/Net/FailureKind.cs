namespace SmsAdmin.Core.Net;

/// <summary>Why no answer came.</summary>
public enum FailureKind
{
    /// <summary>The call's time was up, or connecting took too long.</summary>
    Timeout,

    /// <summary>The host is there, but nothing listens.</summary>
    ConnectionRefused,

    /// <summary>No route to the host or its network.</summary>
    HostUnreachable,

    NameNotResolved,

    /// <summary>The host lies where this program may not call. Nothing left.</summary>
    AddressNotAllowed,

    /// <summary>The certificate is not trusted or is another host's, or no common protocol.</summary>
    TlsFailed,

    /// <summary>The connection broke, before or within the answer.</summary>
    ConnectionReset,

    /// <summary>What answered does not speak HTTP.</summary>
    NotHttp,

    /// <summary>The caller gave up.</summary>
    Cancelled,

    Other,
}
