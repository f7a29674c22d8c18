using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace SmsAdmin.Core.Credentials;

/// <summary>32 bytes from outside the database that close the shared key ring, by AES-GCM.</summary>
public sealed class MasterKey
{
    /// <summary>In bytes.</summary>
    public const int Size = 32;
    private const int Nonce = 12;
    private const int Tag = 16;
    private const string Context = "SmsAdmin key ring";

    private readonly byte[] _key;

    /// <param name="given"><see cref="Size"/> bytes from a good source of chance.</param>
    public MasterKey(byte[] given)
    {
        ArgumentNullException.ThrowIfNull(given);
        if (given.Length != Size) throw new ArgumentException($"A master key has {Size} bytes.", nameof(given));
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, given, Size, info: Encoding.UTF8.GetBytes(Context));
        Mark = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, given, 8, info: Encoding.UTF8.GetBytes(Context + " mark")));
    }

    /// <summary>Tells one master key from another, and nothing about it.</summary>
    public string Mark { get; }

    /// <summary>Nonce, tag and ciphertext, one after the other.</summary>
    public byte[] Close(byte[] plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        var closed = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, Nonce));
        using var aes = new AesGcm(_key, Tag);
        aes.Encrypt(closed.AsSpan(0, Nonce), plain, closed.AsSpan(Nonce + Tag), closed.AsSpan(Nonce, Tag));
        return closed;
    }

    /// <exception cref="CryptographicException">Another key closed it, or it was changed.</exception>
    public byte[] Open(byte[] closed)
    {
        ArgumentNullException.ThrowIfNull(closed);
        if (closed.Length < Nonce + Tag) throw new CryptographicException("Too short to have been closed by a master key.");
        var plain = new byte[closed.Length - Nonce - Tag];
        using var aes = new AesGcm(_key, Tag);
        aes.Decrypt(closed.AsSpan(0, Nonce), closed.AsSpan(Nonce + Tag), closed.AsSpan(Nonce, Tag), plain);
        return plain;
    }
}

/// <summary>Closes the keys of the ring with the master key.</summary>
public sealed class MasterKeyEncryptor(MasterKey master) : IXmlEncryptor
{
    internal static readonly XName Element = "closedByMasterKey";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(master.Close(plain))), typeof(MasterKeyDecryptor));
    }
}

/// <summary>Opens them again. Made by the ring itself, from the name that stands beside a closed key.</summary>
public sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var plain = services.GetRequiredService<MasterKey>().Open(Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
