using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Credentials;

/// <summary>The only place that turns a plan's token into ciphertext and back.</summary>
public sealed class TokenVault(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Plan.Token.v1");

    /// <summary>Protects a token for the database.</summary>
    public string Close(Secret token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return _protector.Protect(token.Reveal());
    }

    /// <summary>Opens a stored token; null where the key that closed it is not in the ring.</summary>
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
