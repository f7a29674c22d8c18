using SmsAdmin.Core.Words;

namespace SmsAdmin.Core.Messaging;

/// <summary>What a text costs.</summary>
/// <param name="Encoding">GSM 7-bit, unless one character is not in its tables.</param>
/// <param name="Units">Septets or UTF-16 units: a GSM extension character and most emoji take two.</param>
/// <param name="Parts">SMS that it takes; an empty text is one.</param>
public readonly record struct TextMeasure(SmsEncoding Encoding, int Units, int Parts)
{
    /// <summary>Units that one part of this text holds.</summary>
    public int PartSize => SmsText.PartSize(Encoding, Parts);
}

/// <summary>What a text costs and why.</summary>
/// <param name="Measure">Encoding, units and parts.</param>
/// <param name="Characters">As a person counts them: an emoji made of several code points is one.</param>
/// <param name="Offenders">What forces UCS-2, and control characters; each once, in order of appearance.</param>
/// <param name="Placeholders">The keys of <c>${key}</c>, each once: Sinch fills them in, or aborts with delivery code 405.</param>
public sealed record TextAnalysis(
    TextMeasure Measure, int Characters, IReadOnlyList<Offender> Offenders, IReadOnlyList<string> Placeholders)
{
    public SmsEncoding Encoding => Measure.Encoding;

    public int Units => Measure.Units;

    public int Parts => Measure.Parts;

    public int PartSize => Measure.PartSize;

    /// <summary>Those that make the whole text UCS-2.</summary>
    public IEnumerable<Offender> ForcingUnicode => Offenders.Where(offender => offender.ForcesUnicode);

    /// <summary>Those that phones and operators treat as they like: control characters other than line feed and carriage return.</summary>
    public IEnumerable<Offender> Controls => Offenders.Where(offender => offender.IsControl);
}

/// <summary>A character to point at.</summary>
/// <param name="Text">The character, as it stands in the text.</param>
/// <param name="Code"><c>U+2013</c>; several, with spaces between, for a composed one.</param>
/// <param name="Name">For people: "en dash".</param>
/// <param name="Positions">Where it stands, counted in characters from 1.</param>
/// <param name="Substitute">What says the same in GSM 7-bit: empty to leave it out, null where nothing does.</param>
/// <param name="IsControl">A control character other than line feed and carriage return.</param>
public sealed record Offender(
    string Text, string Code, string Name, IReadOnlyList<int> Positions, string? Substitute, bool IsControl)
{
    public bool ForcesUnicode => !GsmAlphabet.Covers(Text);
}
