using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Words;

public sealed class PhoneNumberTests
{
    [Theory]
    [InlineData("+46701740605")]
    [InlineData("0046701740605")]
    [InlineData("46701740605")]
    [InlineData("+46 70 174 06 05")]
    [InlineData("+46 (0)70-174 06 05")]
    [InlineData("+46.70.174.06.05")]
    [InlineData("  [+46] 70/174–06–05 ")]
    [InlineData("\u202A+46\u00A070\u2011174\u00A006\u00A005\u202C")]
    [InlineData("\uFF0B\uFF14\uFF16701740605")]
    public void The_usual_ways_of_writing_a_number_read_as_one(string input)
    {
        var number = Valid(PhoneNumber.Parse(input));

        Assert.Equal("+46701740605", number.E164);
        Assert.Equal("46701740605", number.Digits);
        Assert.Equal("+46 70 174 06 05", number.International);
        Assert.Equal("SE", number.Country);
        Assert.Equal("Sweden", number.CountryName);
        Assert.Equal(46, number.CallingCode);
        Assert.Equal(PhoneNumberKind.Mobile, number.Kind);
        Assert.Equal("05", number.LastTwo);
        Assert.Equal("0605", number.LastFour);
    }

    [Theory]
    [InlineData("+12015550100", "US", PhoneNumberKind.FixedLineOrMobile)]
    [InlineData("+12015550199", "US", PhoneNumberKind.FixedLineOrMobile)]
    [InlineData("+12017777777", "US", PhoneNumberKind.FixedLineOrMobile)]
    [InlineData("+18005551234", "US", PhoneNumberKind.TollFree)]
    [InlineData("+46900123456", "SE", PhoneNumberKind.Premium)]
    [InlineData("+3531850123456", "IE", PhoneNumberKind.SharedCost)]
    [InlineData("+447911123456", "GG", PhoneNumberKind.Mobile)]
    [InlineData("+80012345678", "001", PhoneNumberKind.TollFree)]
    public void A_number_tells_its_country_and_kind(string input, string country, PhoneNumberKind kind)
    {
        var number = Valid(PhoneNumber.Parse(input));

        Assert.Equal(country, number.Country);
        Assert.Equal(kind, number.Kind);
    }

    [Theory]
    [InlineData("070-174 06 05", "SE", "+46 70 174 06 05", "Sweden")]
    [InlineData("0701740605", "SE", "+46 70 174 06 05", "Sweden")]
    [InlineData("(201) 555-0123", "US", "+1 201-555-0123", "United States")]
    public void Digits_without_a_country_code_get_a_suggestion_and_no_guess(string input, string country, string suggestion, string name)
    {
        var fault = Assert.IsType<PhoneNumberReading.NoCountryCode>(PhoneNumber.Parse(input, country));

        Assert.Equal(suggestion, fault.Suggestion?.International);
        Assert.Equal(name, fault.Suggestion?.CountryName);
    }

    [Theory]
    [InlineData("0701740605", null)]
    [InlineData("0701740605", "US")]
    [InlineData("112", "SE")]
    public void Digits_that_fit_nowhere_get_no_suggestion(string input, string? country) =>
        Assert.Null(Assert.IsType<PhoneNumberReading.NoCountryCode>(PhoneNumber.Parse(input, country)).Suggestion);

    [Fact]
    public void Digits_that_are_a_number_in_the_suggestion_country_and_abroad_are_asked_about()
    {
        var inItaly = PhoneNumber.Parse("3912345678", "IT");

        Assert.Equal("+39 391 234 5678", Assert.IsType<PhoneNumberReading.NoCountryCode>(inItaly).Suggestion?.International);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("+")]
    [InlineData("()-")]
    public void Nothing_is_empty(string? input) => Assert.IsType<PhoneNumberReading.Empty>(PhoneNumber.Parse(input));

    [Theory]
    [InlineData("+1234567890")]
    [InlineData("1234567890")]
    [InlineData("+11234567890")]
    [InlineData("0123456789")]
    [InlineData("+0000000000")]
    [InlineData("YOUR_SINCH_NUMBER")]
    [InlineData("+YOUR_NUMBER")]
    [InlineData("your-number")]
    [InlineData("<phone number>")]
    [InlineData("{number}")]
    [InlineData("${TO}")]
    [InlineData("+46XXXXXXXXX")]
    [InlineData("+1 xxx-xxx-xxxx")]
    public void The_examples_of_a_runbook_are_told(string input) =>
        Assert.IsType<PhoneNumberReading.Placeholder>(PhoneNumber.Parse(input));

    [Theory]
    [InlineData("+46 70 CALL ME")]
    [InlineData("anna")]
    [InlineData("+46701740605 ext 12")]
    public void Letters_are_told(string input) => Assert.IsType<PhoneNumberReading.HasLetters>(PhoneNumber.Parse(input));

    [Theory]
    [InlineData("+46701740605, +46701740606", ",")]
    [InlineData("+46701740605;", ";")]
    [InlineData("+46*70", "*")]
    [InlineData("46+701740605", "+")]
    public void Signs_that_have_no_place_in_a_number_are_named(string input, string character) =>
        Assert.Equal(character, Assert.IsType<PhoneNumberReading.HasOtherCharacter>(PhoneNumber.Parse(input)).Character.ToString());

    [Theory]
    [InlineData("+467", null)]
    [InlineData("+4670174", "Sweden")]
    [InlineData("+1201555", "United States")]
    public void A_number_may_be_too_short(string input, string? country) =>
        Assert.Equal(country, Assert.IsType<PhoneNumberReading.TooShort>(PhoneNumber.Parse(input)).CountryName);

    [Theory]
    [InlineData("+4670174060599", "Sweden")]
    [InlineData("+120155501234", "United States")]
    [InlineData("+467017406051234567890", null)]
    public void A_number_may_be_too_long(string input, string? country) =>
        Assert.Equal(country, Assert.IsType<PhoneNumberReading.TooLong>(PhoneNumber.Parse(input)).CountryName);

    [Fact]
    public void A_country_code_that_nobody_has_is_told() =>
        Assert.IsType<PhoneNumberReading.UnknownCountryCode>(PhoneNumber.Parse("+99912345678"));

    [Fact]
    public void A_number_that_nobody_was_given_names_the_country()
    {
        var fault = Assert.IsType<PhoneNumberReading.NotAssigned>(PhoneNumber.Parse("+447700900123"));

        Assert.Equal(("GB", "United Kingdom"), (fault.Country, fault.CountryName));
    }

    [Fact]
    public void A_landline_is_refused_and_its_country_named() =>
        Assert.Equal("Sweden", Assert.IsType<PhoneNumberReading.Landline>(PhoneNumber.Parse("+46 8 123 456 78")).Number.CountryName);

    [Theory]
    [InlineData("46701740605", "+46 70 ••• •• 05")]
    [InlineData("447700900123", "+44 7700 ••••23")]
    [InlineData("12015550123", "+1 201-•••-••23")]
    [InlineData("6591234567", "+65 91•• ••67")]
    [InlineData("33612345678", "+33 6 •• •• •• 78")]
    [InlineData("72345", "+7 ••45")]
    [InlineData("012345", "+••••45")]
    [InlineData("12", "+12")]
    [InlineData("", "")]
    public void A_mask_keeps_country_first_group_and_last_two_digits(string digits, string masked)
    {
        var number = PhoneNumber.FromDigits(digits);

        Assert.Equal(masked, number.Masked);
        Assert.Equal(masked, number.ToString());
        Assert.Equal(masked, $"{number}");
    }

    [Theory]
    [InlineData("12017777777", "+12017777777", "US")]
    [InlineData("+12017777777", "+12017777777", "US")]
    [InlineData("987654321", "+987654321", null)]
    [InlineData("460701740605", "+460701740605", null)]
    [InlineData("12345678901234567890", "+12345678901234567890", null)]
    public void What_Sinch_answers_is_kept_digit_for_digit(string digits, string e164, string? country)
    {
        var number = PhoneNumber.FromDigits(digits);

        Assert.Equal(e164, number.E164);
        Assert.Equal(country, number.Country);
    }

    [Fact]
    public void Numbers_are_equal_by_their_digits()
    {
        var typed = Valid(PhoneNumber.Parse("+46 70-174 06 05"));

        Assert.True(typed == PhoneNumber.FromDigits("46701740605"));
        Assert.Equal(typed.GetHashCode(), PhoneNumber.FromDigits("46701740605").GetHashCode());
        Assert.True(typed != PhoneNumber.FromDigits("46701740606"));
    }

    private static PhoneNumber Valid(PhoneNumberReading reading) => Assert.IsType<PhoneNumberReading.Valid>(reading).Number;
}
