using System.Globalization;

namespace SmsAdmin.Core.Words;

/// <summary>English names of the regions that numbers belong to.</summary>
public static class Countries
{
    /// <summary>The name for an ISO code; the code itself where no name is known.</summary>
    public static string NameOf(string code) => code switch
    {
        "001" => "an international network",
        // Reserved codes that the library uses and that have no culture data.
        "AC" => "Ascension Island",
        "TA" => "Tristan da Cunha",
        _ => Lookup(code),
    };

    private static string Lookup(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
