using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Components.Pages.Sending;

/// <summary>What a text costs and why, in sentences.</summary>
public static class TextWords
{
    public static string Encoding(SmsEncoding encoding) => encoding == SmsEncoding.Ucs2 ? "UCS-2" : "GSM-7";

    /// <summary>"One character doubles the price", or what it comes to.</summary>
    public static string Title(TextAnalysis analysis, int partsInGsm)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var count = analysis.ForcingUnicode.Sum(offender => offender.Positions.Count);
        var who = count == 1 ? "One character" : Figures.Count(count, "character");
        if (analysis.Parts <= partsInGsm) return $"{who} {(count == 1 ? "turns" : "turn")} the text into UCS-2";
        return (analysis.Parts, partsInGsm) switch
        {
            (2, 1) => $"{who} {(count == 1 ? "doubles" : "double")} the price",
            _ => $"{who} {(count == 1 ? "makes" : "make")} it {Figures.Count(analysis.Parts, "part")} instead of {Figures.Count(partsInGsm)}",
        };
    }

    /// <summary>" (en dash, U+2013, character 75)"</summary>
    public static string Describe(Offender offender)
    {
        ArgumentNullException.ThrowIfNull(offender);
        var places = offender.Positions.Count == 1 ? "character " : "characters ";
        var shown = string.Join(", ", offender.Positions.Take(MostPlaces).Select(place => Figures.Count(place)));
        var more = offender.Positions.Count > MostPlaces ? $" and {Figures.Count(offender.Positions.Count - MostPlaces)} more" : "";
        return $"{offender.Name}, {offender.Code}, {places}{shown}{more}";
    }

    /// <summary>What the button says that replaces it; null where nothing says the same.</summary>
    public static string? Mend(Offender offender)
    {
        ArgumentNullException.ThrowIfNull(offender);
        return offender.Substitute switch
        {
            null => null,
            "" => "Leave it out",
            " " => "Use a space instead",
            "\n" => "Use a line break instead",
            var same => $"Use {same} instead",
        };
    }

    private const int MostPlaces = 5;
}
