using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace SmsAdmin.Core.Messaging;

/// <summary>Texts are ciphertext at rest, always. This is the only place that turns one into the other.</summary>
public sealed class TextVault(IDataProtectionProvider ring, TimeProvider clock)
{
    // No text in UTF-8 begins with it: what follows is the content as JSON, not the text alone.
    private const byte Whole = 0xFF;
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
    private readonly TextSeal _seal = new(ring, clock);

    /// <summary>Protects a text for the database.</summary>
    public byte[] Close(string text) => _seal.Close(Encoding.UTF8.GetBytes(text));

    /// <summary>Protects all that goes out to one recipient.</summary>
    public byte[] Close(MessageContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.IsPlain ? Close(content.Text) : _seal.Close([Whole, .. JsonSerializer.SerializeToUtf8Bytes(content, Json)]);
    }

    /// <summary>Protects what a Sinch client asked for: its text, and the numbers in its parameters.</summary>
    public byte[] Close(BatchOrder order) => _seal.Close(JsonSerializer.SerializeToUtf8Bytes(order, Json));

    /// <summary>Opens what a Sinch client asked for.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring, or it was changed.</exception>
    public BatchOrder OpenOrder(byte[] cipher) => JsonSerializer.Deserialize<BatchOrder>(_seal.Open(cipher), Json)!;

    /// <summary>Opens a stored text, as its reader has it: parameters filled in.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring, or it was changed.</exception>
    public string Open(byte[] cipher) => OpenContent(cipher).Expanded;

    /// <summary>Opens all that goes out to one recipient.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that closed it is not in the ring, or it was changed.</exception>
    public MessageContent OpenContent(byte[] cipher)
    {
        ArgumentNullException.ThrowIfNull(cipher);
        var plain = _seal.Open(cipher);
        return plain is [Whole, .. var json] ? JsonSerializer.Deserialize<MessageContent>(json, Json)! : new MessageContent(Encoding.UTF8.GetString(plain));
    }
}
