namespace SmsAdmin.Sandbox.Sinch.Text;

/// <summary>How a text goes over the air: its alphabet and the SMS that it takes.</summary>
internal readonly record struct TextParts(bool Unicode, int Count)
{
    private const int GsmSingle = 160, GsmPart = 153, UnicodeSingle = 70, UnicodePart = 67;

    public string Encoding => Unicode ? "unicode" : "text";

    public static TextParts Of(string text)
    {
        var unicode = !GsmAlphabet.Holds(text);
        if (Units(text, unicode) <= (unicode ? UnicodeSingle : GsmSingle))
            return new TextParts(unicode, 1);
        var room = unicode ? UnicodePart : GsmPart;
        int parts = 1, filled = 0;
        for (var i = 0; i < text.Length;)
        {
            var (length, units) = CharacterAt(text, i, unicode);
            // An escape pair or a surrogate pair never straddles two parts
            if (filled + units > room)
            {
                parts++;
                filled = 0;
            }
            filled += units;
            i += length;
        }
        return new TextParts(unicode, parts);
    }

    /// <summary>What is left when a text may take one part only.</summary>
    public static string Truncated(string text)
    {
        var unicode = !GsmAlphabet.Holds(text);
        var room = unicode ? UnicodeSingle : GsmSingle;
        int end = 0, filled = 0;
        while (end < text.Length)
        {
            var (length, units) = CharacterAt(text, end, unicode);
            if (filled + units > room)
                break;
            filled += units;
            end += length;
        }
        return text[..end];
    }

    private static int Units(string text, bool unicode)
    {
        if (unicode)
            return text.Length;
        var units = 0;
        foreach (var character in text)
            units += GsmAlphabet.UnitsOf(character);
        return units;
    }

    private static (int Length, int Units) CharacterAt(string text, int index, bool unicode)
    {
        if (!unicode)
            return (1, GsmAlphabet.UnitsOf(text[index]));
        var pair = char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);
        return pair ? (2, 2) : (1, 1);
    }
}
