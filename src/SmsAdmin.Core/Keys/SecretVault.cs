using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Keys;

/// <summary>Turns one kind of secret into ciphertext and back, by the key ring.</summary>
/// <param name="ring"></param>
/// <param name="purpose">What the ring closes it for: opened for another, it stays closed.</param>
public abstract class SecretVault(IDataProtectionProvider ring, string purpose)
{
    private readonly IDataProtector _protector = ring.CreateProtector(purpose);

    /// <summary>Closes a secret for the database.</summary>
    public string Close(Secret secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return _protector.Protect(secret.Reveal());
    }

    /// <summary>Opens a stored one; null where the key that closed it is not in the ring.</summary>
    public Secret? TryOpen(string cipher)
    {
        try
        {
            return new Secret(_protector.Unprotect(cipher));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
