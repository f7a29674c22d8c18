using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Secret = SmsAdmin.Core.Words.Secret;

namespace SmsAdmin.Core.Odoo;

/// <summary>The only place that turns a connection's key or password into ciphertext and back.</summary>
public sealed class ConnectionVault(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Odoo.Credential.v1");

    public string Close(Secret credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return _protector.Protect(credential.Reveal());
    }

    /// <summary>Null where the key that closed it is not in the ring.</summary>
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
