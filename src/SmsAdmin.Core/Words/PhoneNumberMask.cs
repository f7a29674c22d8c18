using System.Globalization;

namespace SmsAdmin.Core.Words;

/// <summary>Draws a number with dots: country and first group, then dots in its own grouping, then the last two digits.</summary>
internal static class PhoneNumberMask
{
    private const char Dot = '•';
    private const int DigitsAtEnd = 2;
    private const int FewestHidden = 4;

    public static string Of(string international, int? callingCode)
    {
        var start = callingCode is { } code ? 1 + code.ToString(CultureInfo.InvariantCulture).Length : 0;
        var places = Enumerable.Range(start, international.Length - start)
            .Where(place => char.IsAsciiDigit(international[place]))
            .ToArray();

        var shown = FirstGroup(international, start, places, callingCode is not null);
        var hidden = places[shown..Math.Max(shown, places.Length - DigitsAtEnd)];
        return string.Create(international.Length, (international, hidden), static (drawn, source) =>
        {
            source.international.CopyTo(drawn);
            foreach (var place in source.hidden) drawn[place] = Dot;
        });
    }

    // How many digits stay readable after the country: none where the number has no grouping to go by,
    // and fewer than the group where too little would be left to hide.
    private static int FirstGroup(string international, int start, int[] places, bool hasCountry)
    {
        if (!hasCountry) return 0;
        var group = international[start..].TrimStart().TakeWhile(char.IsAsciiDigit).Count();
        if (group == places.Length) return 0;
        return Math.Clamp(group, 0, Math.Max(0, places.Length - DigitsAtEnd - FewestHidden));
    }
}
