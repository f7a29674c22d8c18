using System.Globalization;
using System.Text;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>Finds what says the same in GSM 7-bit: a curly quote's straight one, an accented letter's base.</summary>
internal static class GsmSubstitute
{
    /// <summary>Empty to leave the character out, null where nothing says the same.</summary>
    public static string? For(string character)
    {
        if (CharacterName.IsBroken(character)) return "";
        if (character.Length == 1 && CharacterTable.Rows.TryGetValue(character[0], out var row)) return row.Substitute;
        if (character.Length == 1 && char.IsControl(character[0])) return "";

        var visible = WithoutInvisible(character);
        if (visible.Length == 0) return "";

        var composed = visible.Normalize(NormalizationForm.FormC);
        return GsmAlphabet.Covers(composed) ? composed : Simplify(composed);
    }

    // Ligatures, full-width forms and the like come apart by compatibility; what is left are bases and their marks.
    private static string? Simplify(string composed)
    {
        var plain = new StringBuilder();
        foreach (var part in composed.Normalize(NormalizationForm.FormKD))
        {
            if (IsMark(part)) continue;
            var replacement = GsmAlphabet.IsBasic(part) || GsmAlphabet.IsExtension(part)
                ? part.ToString()
                : CharacterTable.Rows.TryGetValue(part, out var row) ? row.Substitute : null;
            if (replacement is null) return null;
            plain.Append(replacement);
        }

        // A bare accent comes apart into a space and a mark: a space does not say the same.
        var said = plain.ToString();
        return string.IsNullOrWhiteSpace(said) && !string.IsNullOrWhiteSpace(composed) ? null : said;
    }

    private static string WithoutInvisible(string character) =>
        string.Concat(character.EnumerateRunes().Where(rune => !CharacterName.IsInvisible(rune)));

    private static bool IsMark(char part) =>
        char.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
