using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Keys;

namespace SmsAdmin.Core.Otp;

/// <summary>
/// Makes codes, and the keyed hashes under which their counters stand, out of one key of this installation. A code is never
/// stored: whoever has the database alone can neither read codes nor try numbers against the counters.
/// </summary>
public sealed class OneTimeCodes(IDbContextFactory<AppDb> databases, IDataProtectionProvider ring)
{
    public const int FewestDigits = 6;
    public const int MostDigits = 10;

    private const string RingIsGone = "The key ring that one-time codes are made with is gone. Put the right ring back and restart.";
    private readonly InstallationKey _key = new(databases, ring, "Otp.Key", "SmsAdmin.Otp.Key.v1");

    /// <summary>Opens the key.</summary>
    /// <exception cref="CryptographicException">The key ring is gone.</exception>
    internal async ValueTask<OpenCodes> OpenAsync(CancellationToken ct) =>
        new((_key.Bytes ?? await _key.OpenAsync(ct)) ?? throw new CryptographicException(RingIsGone));
}

/// <summary>What can be made with the key at hand.</summary>
internal readonly struct OpenCodes(byte[] key)
{
    private const int Random63Bits = sizeof(ulong);

    /// <summary>The code of a verification: the same each time, so that a resend says what the first text said.</summary>
    /// <param name="id">Makes the code another one for each verification.</param>
    /// <param name="subject">Binds it to plan, number and purpose.</param>
    /// <param name="context">Binds it to what the caller gave; null for nothing.</param>
    public string Code(Guid id, Guid subject, Guid? context, int digits)
    {
        Span<byte> input = stackalloc byte[5 + (3 * 16)];
        "code\0"u8.CopyTo(input);
        id.TryWriteBytes(input[5..], bigEndian: true, out _);
        subject.TryWriteBytes(input[21..], bigEndian: true, out _);
        (context ?? Guid.Empty).TryWriteBytes(input[37..], bigEndian: true, out _);
        return Digits(key, input, digits);
    }

    /// <summary>Under which plan, number and purpose are counted together.</summary>
    public Guid Subject(Guid planId, string number, string purpose) => Hash("subject", $"{planId:N}\0{number}\0{purpose}");

    public Guid Number(string number) => Hash("number", number);

    public Guid Address(string address) => Hash("address", address);

    public Guid Context(string context) => Hash("context", context);

    /// <summary>
    /// RFC 4226's truncation, but of 63 bits instead of 31, which ten digits would not fit into; and what lies in the
    /// incomplete last round of the decimals is drawn again, so that every code is exactly as likely as any other.
    /// </summary>
    /// <param name="key">Of the HMAC.</param>
    /// <param name="input">What the code is for.</param>
    /// <param name="digits">6 to 10.</param>
    internal static string Digits(byte[] key, ReadOnlySpan<byte> input, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, OneTimeCodes.FewestDigits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, OneTimeCodes.MostDigits);
        var codes = (ulong)Math.Pow(10, digits);
        const ulong most = 1UL << 63;
        Span<byte> counted = stackalloc byte[input.Length + 1];
        input.CopyTo(counted);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        ulong drawn;
        do
        {
            HMACSHA256.HashData(key, counted, hash);
            var offset = hash[^1] & 0x0F;
            drawn = BinaryPrimitives.ReadUInt64BigEndian(hash.Slice(offset, Random63Bits)) & (most - 1);
            // So seldom that it never happens: once in a thousand million, at ten digits.
            counted[^1]++;
        }
        while (drawn >= most - (most % codes));

        CryptographicOperations.ZeroMemory(hash);
        return (drawn % codes).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    // 128 bits of it: a key of its table that no two numbers share.
    private Guid Hash(string what, string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{what}\0{value}"), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
