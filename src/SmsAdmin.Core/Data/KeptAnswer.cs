namespace SmsAdmin.Core.Data;

/// <summary>
/// The first answer to a request that may come again: written in the transaction of what the request did, so that both are
/// there or none.
/// </summary>
public sealed class KeptAnswer
{
    /// <summary>The API key that asked.</summary>
    public Guid OwnerId { get; set; }
    /// <summary>Keyed hash of what tells the request apart, in hex: nothing that a caller wrote can be read from it.</summary>
    public required string Key { get; set; }
    /// <summary>Keyed hash of address and body: another one under the same key is another request.</summary>
    public required byte[] Fingerprint { get; set; }
    /// <summary>HTTP status of the answer; 0 inside the transaction that makes it.</summary>
    public int Status { get; set; }
    /// <summary>The answer's JSON.</summary>
    public string? Body { get; set; }
    /// <summary>Where the answer says that the thing is.</summary>
    public string? Location { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    /// <summary>From then on the key is free again.</summary>
    public DateTimeOffset EndsAt { get; set; }
}
