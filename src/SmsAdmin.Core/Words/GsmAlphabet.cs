using System.Buffers;

namespace SmsAdmin.Core.Words;

/// <summary>
/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, sections 6.2.1 and 6.2.1.1).
/// </summary>
public static class GsmAlphabet
{
    /// <summary>The 127 characters that take one unit, in code order; code 0x1B is the escape and no character.</summary>
    public const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅå" +
        "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ" +
        " !\"#¤%&'()*+,-./" +
        "0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNO" +
        "PQRSTUVWXYZÄÖÑÜ§" +
        "¿abcdefghijklmno" +
        "pqrstuvwxyzäöñüà";

    /// <summary>The characters that take two units: an escape and a code.</summary>
    public const string Extension = "\f^{}\\[~]|€";

    private static readonly SearchValues<char> BasicSet = SearchValues.Create(Basic);
    private static readonly SearchValues<char> ExtensionSet = SearchValues.Create(Extension);
    private static readonly SearchValues<char> BothSets = SearchValues.Create(Basic + Extension);

    public static bool IsBasic(char character) => BasicSet.Contains(character);

    public static bool IsExtension(char character) => ExtensionSet.Contains(character);

    /// <summary>True when every character has a code in one of the two tables.</summary>
    public static bool Covers(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(BothSets);

    /// <summary>How many characters of the text take two units.</summary>
    public static int CountExtension(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (var at = text.IndexOfAny(ExtensionSet); at >= 0; at = text.IndexOfAny(ExtensionSet))
        {
            count++;
            text = text[(at + 1)..];
        }

        return count;
    }
}
