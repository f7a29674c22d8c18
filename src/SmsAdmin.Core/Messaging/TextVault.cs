using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace SmsAdmin.Core.Messaging;

/// <summary>Texts are ciphertext at rest, always. This is the only place that turns one into the other.</summary>
public sealed class TextVault(IDataProtectionProvider keys)
{
    // No text in UTF-8 begins with it: what follows is the content as JSON, not the text alone.
    private const byte Whole = 0xFF;
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
    private readonly IDataProtector _protector = keys.CreateProtector("SmsAdmin.Message.Text.v1");

    /// <summary>Protects a text for the database.</summary>
    public byte[] Close(string text) => _protector.Protect(Encoding.UTF8.GetBytes(text));

    /// <summary>Protects all that goes out to one recipient.</summary>
    public byte[] Close(MessageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.IsPlain ? Close(content.Text) : _protector.Protect([Whole, .. JsonSerializer.SerializeToUtf8Bytes(content, Json)]);
    }

    /// <summary>Opens a stored text, as its reader has it: parameters filled in.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring.</exception>
    public string Open(byte[] cipher) => OpenContent(cipher).Expanded;

    /// <summary>Opens all that goes out to one recipient.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring.</exception>
    public MessageContent OpenContent(byte[] cipher)
    {
        var plain = _protector.Unprotect(cipher);
        return plain is [Whole, .. var json] ? JsonSerializer.Deserialize<MessageContent>(json, Json)! : new MessageContent(Encoding.UTF8.GetString(plain));
    }
}
