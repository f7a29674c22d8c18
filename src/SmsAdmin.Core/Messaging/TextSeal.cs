using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace SmsAdmin.Core.Messaging;

/// <summary>
/// Closes what must not be read at rest. The ring derives new keys for each thing that it closes, which costs more than all
/// else that a text needs; so it closes a data key an hour, and that one closes the texts (AES-256-GCM). Each carries its
/// closed data key: with the ring it can be opened wherever it goes, without the ring nowhere.
/// </summary>
internal sealed class TextSeal(IDataProtectionProvider ring, TimeProvider clock)
{
    // Version and length of the closed data key. What the ring closed itself, as earlier versions had it do, begins with 09.
    private const byte Version = 1;
    private const int HeadLength = 2;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int MostOpened = 1000;

    private static readonly TimeSpan KeyLasts = TimeSpan.FromHours(1);

    private readonly IDataProtector _ring = ring.CreateProtector("SmsAdmin.Message.Text.v1");
    private readonly ConcurrentDictionary<string, byte[]> _opened = new(StringComparer.Ordinal);
    private volatile DataKey? _current;

    public byte[] Close(ReadOnlySpan<byte> plain)
    {
        var key = Current();
        var closed = new byte[HeadLength + key.Closed.Length + NonceLength + TagLength + plain.Length];
        (closed[0], closed[1]) = (Version, checked((byte)key.Closed.Length));
        key.Closed.CopyTo(closed, HeadLength);
        var rest = closed.AsSpan(HeadLength + key.Closed.Length);
        RandomNumberGenerator.Fill(rest[..NonceLength]);
        using var aes = new AesGcm(key.Open, TagLength);
        aes.Encrypt(rest[..NonceLength], plain, rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength));
        return closed;
    }

    /// <exception cref="CryptographicException">The key that closed it is not in the ring, or it was changed.</exception>
    public byte[] Open(byte[] cipher)
    {
        if (cipher is not [Version, var keyLength, ..]) return _ring.Unprotect(cipher);
        if (cipher.Length < HeadLength + keyLength + NonceLength + TagLength) throw new CryptographicException("The text is cut off.");
        var rest = cipher.AsSpan(HeadLength + keyLength);
        var plain = new byte[rest.Length - NonceLength - TagLength];
        using var aes = new AesGcm(KeyOf(cipher.AsSpan(HeadLength, keyLength)), TagLength);
        aes.Decrypt(rest[..NonceLength], rest[(NonceLength + TagLength)..], rest.Slice(NonceLength, TagLength), plain);
        return plain;
    }

    // Of two that find none at once each makes one: either will do.
    private DataKey Current()
    {
        if (_current is { } key && clock.GetElapsedTime(key.MadeAt) < KeyLasts) return key;
        var open = RandomNumberGenerator.GetBytes(32);
        return _current = new DataKey(open, _ring.Protect(open), clock.GetTimestamp());
    }

    private byte[] KeyOf(ReadOnlySpan<byte> closed)
    {
        if (_current is { } key && closed.SequenceEqual(key.Closed)) return key.Open;
        if (_opened.Count > MostOpened) _opened.Clear();
        return _opened.GetOrAdd(Convert.ToHexString(closed), hex => _ring.Unprotect(Convert.FromHexString(hex)));
    }

    private sealed record DataKey(byte[] Open, byte[] Closed, long MadeAt);
}
