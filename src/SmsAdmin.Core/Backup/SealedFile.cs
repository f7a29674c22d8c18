using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SmsAdmin.Core.Backup;

/// <summary>
/// A file closed by a passphrase: AES-256-GCM over pieces of 64 KiB, under a key that PBKDF2 makes of the passphrase.
/// Each piece is bound to the head, to its place and to whether it is the last, so none can be changed, swapped or left out.
/// </summary>
internal static class SealedFile
{
    private const int SaltSize = 16;
    private const int TagSize = 16;
    private const int KeySize = 32;
    private const int PieceSize = 64 * 1024;
    private const int Rounds = 600_000;
    private const int MostRounds = 10_000_000;

    private static readonly byte[] Magic = "SMSADMIN SEALED\n"u8.ToArray();
    private static readonly int HeadSize = Magic.Length + sizeof(int) + SaltSize;

    public static async Task<bool> IsOneAsync(Stream file, CancellationToken ct)
    {
        var begin = new byte[Magic.Length];
        var read = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, ct);
        file.Position = 0;
        return read == begin.Length && begin.AsSpan().SequenceEqual(Magic);
    }

    public static async Task CloseAsync(Stream plain, Stream closed, string passphrase, CancellationToken ct)
    {
        var head = new byte[HeadSize];
        Magic.CopyTo(head, 0);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(Magic.Length), Rounds);
        RandomNumberGenerator.Fill(head.AsSpan(Magic.Length + sizeof(int)));
        await closed.WriteAsync(head, ct);
        using var cipher = Cipher(head, passphrase);
        var (piece, written) = (new byte[PieceSize], new byte[sizeof(int) + TagSize + PieceSize]);
        for (long number = 0, left = plain.Length; ; number++)
        {
            var size = (int)Math.Min(PieceSize, left);
            await plain.ReadExactlyAsync(piece.AsMemory(0, size), ct);
            left -= size;
            BinaryPrimitives.WriteInt32BigEndian(written, left == 0 ? -size - 1 : size);
            cipher.Encrypt(Nonce(number), piece.AsSpan(0, size), written.AsSpan(sizeof(int) + TagSize, size), written.AsSpan(sizeof(int), TagSize), Bound(head, left == 0));
            await closed.WriteAsync(written.AsMemory(0, sizeof(int) + TagSize + size), ct);
            if (left == 0) return;
        }
    }

    /// <returns>False where the passphrase is another one.</returns>
    /// <exception cref="InvalidDataException">It was changed, or its end is missing.</exception>
    public static async Task<bool> OpenAsync(Stream closed, Stream plain, string passphrase, CancellationToken ct)
    {
        var head = new byte[HeadSize];
        try
        {
            await closed.ReadExactlyAsync(head, ct);
            using var cipher = Cipher(head, passphrase);
            var (read, piece) = (new byte[sizeof(int) + TagSize + PieceSize], new byte[PieceSize]);
            for (long number = 0; ; number++)
            {
                await closed.ReadExactlyAsync(read.AsMemory(0, sizeof(int)), ct);
                var said = BinaryPrimitives.ReadInt32BigEndian(read);
                var (isLast, size) = (said < 0, said < 0 ? -(said + 1) : said);
                if (size > PieceSize) throw new InvalidDataException("A piece is longer than any.");
                await closed.ReadExactlyAsync(read.AsMemory(sizeof(int), TagSize + size), ct);
                try
                {
                    cipher.Decrypt(Nonce(number), read.AsSpan(sizeof(int) + TagSize, size), read.AsSpan(sizeof(int), TagSize), piece.AsSpan(0, size), Bound(head, isLast));
                }
                catch (AuthenticationTagMismatchException) when (number == 0)
                {
                    return false;
                }

                await plain.WriteAsync(piece.AsMemory(0, size), ct);
                if (isLast) return true;
            }
        }
        catch (Exception broken) when (broken is EndOfStreamException or AuthenticationTagMismatchException)
        {
            throw new InvalidDataException("It is cut off, or was changed.", broken);
        }
    }

    private static AesGcm Cipher(byte[] head, string passphrase)
    {
        var rounds = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(Magic.Length));
        if (rounds is < 1 or > MostRounds) throw new InvalidDataException("Its head makes no sense.");
        return new AesGcm(Rfc2898DeriveBytes.Pbkdf2(passphrase, head.AsSpan(Magic.Length + sizeof(int), SaltSize).ToArray(), rounds, HashAlgorithmName.SHA256, KeySize), TagSize);
    }

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), number);
        return nonce;
    }

    private static byte[] Bound(byte[] head, bool isLast) => [.. head, isLast ? (byte)1 : (byte)0];
}
