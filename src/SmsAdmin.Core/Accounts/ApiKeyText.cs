using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Accounts;

/// <summary>
/// How a key is written: <c>sms_live_</c> or <c>sms_test_</c>, 8 characters that tell it from others, <c>_</c>, 40 that are the secret. The
/// beginning makes it recognisable in a log, a ticket or a scanner for leaked secrets.
/// </summary>
internal static class ApiKeyText
{
    private const string Live = "sms_live_";
    private const string Test = "sms_test_";
    private const int IdLength = 8;
    private const int SecretLength = 40;
    private const string IdLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const string SecretLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> InIds = SearchValues.Create(IdLetters);
    private static readonly SearchValues<char> InSecrets = SearchValues.Create(SecretLetters);
    private static readonly int PrefixLength = Live.Length + IdLength;

    /// <summary>A new key and its prefix. The secret holds 238 bits.</summary>
    public static (Secret Key, string Prefix) Make(bool isTest)
    {
        var prefix = (isTest ? Test : Live) + RandomNumberGenerator.GetString(IdLetters, IdLength);
        return (new Secret($"{prefix}_{RandomNumberGenerator.GetString(SecretLetters, SecretLength)}"), prefix);
    }

    /// <summary>The prefix of something that is written like a key; null where it is not.</summary>
    public static string? PrefixOf(string given) =>
        given.Length == PrefixLength + 1 + SecretLength
        && (given.StartsWith(Live, StringComparison.Ordinal) || given.StartsWith(Test, StringComparison.Ordinal)) && given[PrefixLength] == '_'
        && !given.AsSpan(Live.Length, IdLength).ContainsAnyExcept(InIds)
        && !given.AsSpan(PrefixLength + 1).ContainsAnyExcept(InSecrets)
            ? given[..PrefixLength]
            : null;

    public static byte[] Hash(byte[] installationKey, string key) => HMACSHA256.HashData(installationKey, Encoding.ASCII.GetBytes(key));
}
