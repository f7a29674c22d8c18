namespace SmsAdmin.Core.Words;

/// <summary>What is wrong with an input, as a sentence to the reader: the same wherever it is said.</summary>
public static class Faults
{
    /// <summary>Of a sender that is not valid.</summary>
    public static string Of(SenderReading reading) => reading switch
    {
        SenderReading.Empty => "Choose who the message is from: a number, a short code or up to 11 letters.",
        SenderReading.Placeholder => "This is the runbook’s example. Put in your own Sinch number, as +46 70 174 06 50.",
        SenderReading.AlphanumericTooLong long_ => $"{long_.Length} characters are too many: a sender of letters has at most {SenderId.LongestAlphanumeric}.",
        SenderReading.CharacterNotGsm not => $"“{not.Character}” cannot stand in a sender. Use letters, digits and signs of the GSM alphabet.",
        SenderReading.NumericTooLong long_ => $"{long_.Length} digits are too many: a number has at most {SenderId.LongestNumber}, a short code {SenderId.LongestShortCode}.",
        SenderReading.NumericTooShort short_ => $"{short_.Length} digits are too few for a number or a short code.",
        _ => "",
    };

    /// <summary>Of a recipient that is not valid, and the number that would be right where it can be told.</summary>
    public static (string Says, string? Mend) Of(PhoneNumberReading reading) => reading switch
    {
        PhoneNumberReading.Empty => ("Whom to? Give a number in international form, as +46 70 174 06 05.", null),
        PhoneNumberReading.NoCountryCode { Suggestion: { } found } => ($"This number has no country code. In {found.CountryName} it would be", found.International),
        PhoneNumberReading.NoCountryCode => ("This number has no country code. Begin with + and the country, as +46 for Sweden.", null),
        PhoneNumberReading.HasLetters => ("A number has digits only. Letters were found.", null),
        PhoneNumberReading.HasOtherCharacter other => ($"“{other.Character}” has no place in a number. Give one number, as +46 70 174 06 05.", null),
        PhoneNumberReading.Placeholder => ("This is the runbook’s example, not a phone. Put in the number of the phone in your hand.", null),
        PhoneNumberReading.TooShort { CountryName: { } country } => ($"Too short for a number in {country}.", null),
        PhoneNumberReading.TooShort => ("Too short for a phone number.", null),
        PhoneNumberReading.TooLong { CountryName: { } country } => ($"Too long for a number in {country}.", null),
        PhoneNumberReading.TooLong => ("Too long for a phone number.", null),
        PhoneNumberReading.UnknownCountryCode => ("No country has this code. Begin with + and the country, as +46 for Sweden.", null),
        PhoneNumberReading.NotAssigned where => ($"{where.CountryName} has given out no such number. Look at it once more.", null),
        PhoneNumberReading.Landline line => ($"This is a landline in {line.Number.CountryName}. It cannot take an SMS; give a mobile number.", null),
        _ => ("", null),
    };
}
