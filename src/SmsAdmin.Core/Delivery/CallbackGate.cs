using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Core.Delivery;

/// <summary>Judges whether a callback proves what its plan asks for.</summary>
public sealed class CallbackGate(TimeProvider clock)
{
    private static readonly TimeSpan AgeThatIsFresh = TimeSpan.FromMinutes(5);

    /// <param name="header">Gives a header by name, in whatever case.</param>
    /// <param name="body">The bytes as received.</param>
    public bool Passes(CallbackProof proof, Func<string, string?> header, byte[] body)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(header);
        return proof.Kind switch
        {
            // An old signature passes: Sinch posts again for days, and a callback that comes twice changes nothing.
            CallbackProofKind.Hmac => CallbackSignature.Verify(proof.Secret, header, body, clock, AgeThatIsFresh) is SignatureCheck.Valid or SignatureCheck.Stale,
            CallbackProofKind.Basic => Same(header("Authorization"), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{proof.Name}:{proof.Secret.Reveal()}"))),
            CallbackProofKind.Header => Same(header(proof.Name), proof.Secret.Reveal()),
            _ => true,
        };
    }

    private static bool Same(string? given, string asked) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(asked));
}
