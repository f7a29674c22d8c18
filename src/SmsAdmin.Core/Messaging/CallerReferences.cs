using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SmsAdmin.Core.Messaging;

/// <summary>Finds submissions by their callers' references, which are too long for an index of their own.</summary>
internal static class CallerReferences
{
    /// <summary>The first 64 bits of its SHA-256; null where there is none.</summary>
    public static long? HashOf(string? reference) =>
        string.IsNullOrEmpty(reference) ? null : BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(reference)));
}
