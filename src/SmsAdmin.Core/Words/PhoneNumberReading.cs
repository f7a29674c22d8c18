using System.Text;

namespace SmsAdmin.Core.Words;

/// <summary>What <see cref="PhoneNumber.Parse"/> made of an input: a number, or the one thing that is wrong with it.</summary>
public abstract record PhoneNumberReading
{
    private PhoneNumberReading()
    {
    }

    public sealed record Valid(PhoneNumber Number) : PhoneNumberReading;

    public sealed record Empty : PhoneNumberReading;

    /// <param name="Suggestion">The number that these digits are in the suggestion country, if they are one there.</param>
    public sealed record NoCountryCode(PhoneNumber? Suggestion) : PhoneNumberReading;

    public sealed record HasLetters : PhoneNumberReading;

    /// <param name="Character">The first one that has no place in a number, such as a comma between two.</param>
    public sealed record HasOtherCharacter(Rune Character) : PhoneNumberReading;

    /// <summary>An example from a runbook, not filled in.</summary>
    public sealed record Placeholder : PhoneNumberReading;

    /// <param name="CountryName">In English, where the country code was recognised.</param>
    public sealed record TooShort(string? CountryName) : PhoneNumberReading;

    /// <param name="CountryName">In English, where the country code was recognised.</param>
    public sealed record TooLong(string? CountryName) : PhoneNumberReading;

    /// <summary>It begins with no country's code.</summary>
    public sealed record UnknownCountryCode : PhoneNumberReading;

    /// <summary>The length is right, but the country has given out no such number.</summary>
    public sealed record NotAssigned(string Country, string CountryName) : PhoneNumberReading;

    /// <summary>A fixed line, and nothing but: it gets no SMS.</summary>
    public sealed record Landline(PhoneNumber Number) : PhoneNumberReading;
}
