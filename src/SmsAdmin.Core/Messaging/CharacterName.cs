using System.Globalization;
using System.Text;

namespace SmsAdmin.Core.Messaging;

/// <summary>Names a character to people: "en dash", "emoji", "Cyrillic letter", and at the least its code.</summary>
internal static class CharacterName
{
    private static readonly (int First, int Last, string Name)[] Blocks =
    [
        (0x0370, 0x03FF, "Greek letter"),
        (0x0400, 0x052F, "Cyrillic letter"),
        (0x0530, 0x058F, "Armenian letter"),
        (0x0590, 0x05FF, "Hebrew letter"),
        (0x0600, 0x06FF, "Arabic letter"),
        (0x0900, 0x097F, "Devanagari letter"),
        (0x0E00, 0x0E7F, "Thai letter"),
        (0x10A0, 0x10FF, "Georgian letter"),
        (0x3040, 0x30FF, "Japanese letter"),
        (0xAC00, 0xD7AF, "Korean letter"),
    ];

    public static string CodeOf(string character)
    {
        // A lone half of a surrogate pair is no rune: its own value is the code.
        if (!Rune.TryGetRuneAt(character, 0, out _)) return Code(character[0]);
        return string.Join(' ', character.EnumerateRunes().Select(rune => Code(rune.Value)));
    }

    public static string Of(string character)
    {
        if (IsBroken(character)) return "broken character";
        if (character.Length == 1 && CharacterTable.Rows.TryGetValue(character[0], out var row)) return row.Name;

        var rune = Rune.GetRuneAt(character, 0);
        if (IsEmoji(character, rune)) return "emoji";
        if (Rune.IsControl(rune)) return $"control character {CodeOf(character)}";
        if (IsInvisible(rune)) return $"invisible character {CodeOf(character)}";
        if (Rune.IsLetter(rune)) return LetterName(character, rune);
        return $"character {CodeOf(character)}";
    }

    /// <summary>Half of a surrogate pair, or a code point that Unicode sets aside for no character: neither can be normalised.</summary>
    public static bool IsBroken(string character) =>
        !Rune.TryGetRuneAt(character, 0, out var rune)
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is >= 0xFE00 and <= 0xFE0F;

    private static string LetterName(string character, Rune rune)
    {
        var block = Array.Find(Blocks, block => rune.Value >= block.First && rune.Value <= block.Last);
        if (block.Name is not null) return block.Name;

        var plain = character.Normalize(NormalizationForm.FormD);
        var isAccented = plain.Length > 1 && char.IsAsciiLetter(plain[0]);
        return isAccented ? $"{plain[0]} with an accent" : $"character {CodeOf(character)}";
    }

    private static bool IsEmoji(string character, Rune rune) =>
        rune.Value is >= 0x1F000 and <= 0x1FAFF or >= 0x2600 and <= 0x27BF or >= 0x2B00 and <= 0x2BFF or >= 0x231A and <= 0x23FF
        || character.Contains('\uFE0F', StringComparison.Ordinal);

    private static string Code(int value) => "U+" + value.ToString("X4", CultureInfo.InvariantCulture);
}
