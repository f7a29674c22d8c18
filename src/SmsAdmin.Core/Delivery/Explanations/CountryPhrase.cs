using System.Collections.Frozen;
using PhoneNumbers;
using SmsAdmin.Core.Words;
using PhoneNumber = SmsAdmin.Core.Words.PhoneNumber;

namespace SmsAdmin.Core.Delivery.Explanations;

/// <summary>A number's country as it stands in a sentence: "the United Kingdom (+44)".</summary>
internal static class CountryPhrase
{
    private const int NorthAmerica = 1;
    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly FrozenSet<string> WithArticle = new[]
    {
        "AE", "BS", "CD", "CF", "CG", "CZ", "DO", "GB", "GM", "KM", "MV", "NL", "PH", "SC", "US", "VA",
    }.ToFrozenSet();

    public static string Of(PhoneNumber number) => number switch
    {
        { CallingCode: null } => "the recipient’s country",
        { Country: { } country, CallingCode: { } code } => $"{Named(country)} (+{code})",
        // A number that no country has given out: its code still says where it would go. +1 is shared by many.
        { CallingCode: NorthAmerica } => $"North America (+{NorthAmerica})",
        { CallingCode: { } code } => $"{Named(Library.GetRegionCodeForCountryCode(code))} (+{code})",
    };

    private static string Named(string country)
    {
        var name = Countries.NameOf(country);
        return (Takes(country, name) ? "the " : "") + name;
    }

    private static bool Takes(string country, string name) =>
        WithArticle.Contains(country) || name.EndsWith("Islands", StringComparison.Ordinal);
}
