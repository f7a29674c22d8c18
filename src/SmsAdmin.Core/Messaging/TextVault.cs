using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace SmsAdmin.Core.Messaging;

/// <summary>Texts are ciphertext at rest, always. This is the only place that turns one into the other.</summary>
public sealed class TextVault(IDataProtectionProvider keys)
{
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Message.Text.v1");

    /// <summary>Protects a text for the database.</summary>
    public byte[] Close(string text) => _protector.Protect(Encoding.UTF8.GetBytes(text));

    /// <summary>Opens a stored text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring.</exception>
    public string Open(byte[] cipher) => Encoding.UTF8.GetString(_protector.Unprotect(cipher));
}
