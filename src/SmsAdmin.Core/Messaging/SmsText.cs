using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Counts and explains a text as operators bill it (3GPP TS 23.038 and 23.040).</summary>
public static partial class SmsText
{
    /// <summary>Sinch takes at most so many characters (UTF-16 units) in one text.</summary>
    public const int Longest = 2000;

    /// <summary>Encoding, units and parts of a text; allocates nothing.</summary>
    public static TextMeasure Measure(ReadOnlySpan<char> text)
    {
        if (!GsmAlphabet.Covers(text))
            return new TextMeasure(SmsEncoding.Ucs2, text.Length, PartsOf(text, text.Length, SmsEncoding.Ucs2));

        var units = text.Length + GsmAlphabet.CountExtension(text);
        return new TextMeasure(SmsEncoding.Gsm7, units, PartsOf(text, units, SmsEncoding.Gsm7));
    }

    /// <summary>What <see cref="Measure"/> says, and what in the text is the cause.</summary>
    public static TextAnalysis Analyse(string text)
    {
        var found = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var characters = 0;
        foreach (var character in CharactersOf(text))
        {
            characters++;
            if (!Offends(character)) continue;
            if (!found.TryGetValue(character, out var positions)) found[character] = positions = [];
            positions.Add(characters);
        }

        return new TextAnalysis(
            Measure(text),
            characters,
            [.. found.OrderBy(one => one.Value[0]).Select(one => Describe(one.Key, one.Value))],
            Placeholders(text));
    }

    /// <summary>Replaces every offender that has a substitute; the others stay.</summary>
    public static string Substitute(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (var character in CharactersOf(text))
            replaced.Append(Offends(character) ? GsmSubstitute.For(character) ?? character : character);
        return replaced.ToString();
    }

    /// <summary>Replaces one offender wherever it stands; the text as it is where nothing says the same.</summary>
    public static string Substitute(string text, Offender offender)
    {
        ArgumentNullException.ThrowIfNull(offender);
        return offender.Substitute is { } same
            ? string.Concat(CharactersOf(text).Select(character => character == offender.Text ? same : character))
            : text;
    }

    /// <summary>The keys of <c>${key}</c>, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> Placeholders(string text) =>
        text.Contains("${", StringComparison.Ordinal)
            ? [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)]
            : [];

    /// <summary>Puts each parameter in the place of its <c>${key}</c>, once; a key without a value stays.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> parameters) =>
        Placeholder().Replace(text, match => parameters.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    internal static int PartSize(SmsEncoding encoding, int parts) => (encoding, parts) switch
    {
        (SmsEncoding.Gsm7, <= 1) => 160,
        (SmsEncoding.Gsm7, _) => 153,
        (_, <= 1) => 70,
        _ => 67,
    };

    private static int PartsOf(ReadOnlySpan<char> text, int units, SmsEncoding encoding)
    {
        if (units <= PartSize(encoding, 1)) return 1;
        var size = PartSize(encoding, 2);
        var pairsPossible = units != text.Length || encoding == SmsEncoding.Ucs2;
        return pairsPossible ? PackedParts(text, size, encoding) : (units + size - 1) / size;
    }

    // An escape and its character, or the halves of a surrogate pair, never lie in two parts:
    // the last unit of the part before stays empty.
    private static int PackedParts(ReadOnlySpan<char> text, int size, SmsEncoding encoding)
    {
        var parts = 1;
        var used = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = encoding == SmsEncoding.Ucs2
                ? at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1])
                : GsmAlphabet.IsExtension(text[at]);
            var width = isPair ? 2 : 1;
            if (isPair && encoding == SmsEncoding.Ucs2) at++;
            if (used + width > size)
            {
                parts++;
                used = 0;
            }

            used += width;
        }

        return parts;
    }

    // Grapheme clusters, except that carriage return and line feed are two, as they are on the wire.
    private static IEnumerable<string> CharactersOf(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = text[at] == '\r' ? 1 : StringInfo.GetNextTextElementLength(text, at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static bool Offends(string character) => !GsmAlphabet.Covers(character) || IsControl(character);

    private static bool IsControl(string character) => character is not ("\n" or "\r") && char.IsControl(character[0]);

    private static Offender Describe(string character, List<int> positions) => new(
        character,
        CharacterName.CodeOf(character),
        CharacterName.Of(character),
        positions,
        GsmSubstitute.For(character),
        IsControl(character));

    // The key's characters are those of Sinch's parameters; no way to escape one is documented.
    [GeneratedRegex(@"\$\{([A-Za-z0-9._-]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
