using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Words;

public sealed class SenderIdTests
{
    [Theory]
    [InlineData("+46 70-174 06 05", "+46701740605", SenderKind.Number)]
    [InlineData("12015555555", "+12015555555", SenderKind.Number)]
    [InlineData("72345", "72345", SenderKind.ShortCode)]
    [InlineData("46123", "46123", SenderKind.ShortCode)]
    [InlineData("012345", "012345", SenderKind.ShortCode)]
    [InlineData("Acme", "Acme", SenderKind.Alphanumeric)]
    [InlineData(" Acme Shop 1 ", "Acme Shop 1", SenderKind.Alphanumeric)]
    [InlineData("Ångström", "Ångström", SenderKind.Alphanumeric)]
    public void A_sender_is_a_number_a_short_code_or_letters(string input, string value, SenderKind kind)
    {
        var sender = Assert.IsType<SenderReading.Valid>(SenderId.Parse(input)).Sender;

        Assert.Equal(value, sender.Value);
        Assert.Equal(kind, sender.Kind);
        Assert.Equal(kind == SenderKind.Alphanumeric, sender.IsOneWayAndNotForNorthAmerica);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Nothing_is_empty(string? input) => Assert.IsType<SenderReading.Empty>(SenderId.Parse(input));

    [Theory]
    [InlineData("+1234567890")]
    [InlineData("YOUR_SINCH_NUMBER")]
    public void The_examples_of_a_runbook_are_told(string input) => Assert.IsType<SenderReading.Placeholder>(SenderId.Parse(input));

    [Fact]
    public void Twelve_characters_are_one_too_many() =>
        Assert.Equal(12, Assert.IsType<SenderReading.AlphanumericTooLong>(SenderId.Parse("AcmeShop2026")).Length);

    [Theory]
    [InlineData("Acme€", "€")]
    [InlineData("Acme–Shop", "–")]
    [InlineData("Shop😀", "😀")]
    [InlineData("Acme\nShop", "\n")]
    public void A_character_outside_the_GSM_default_alphabet_is_named(string input, string character) =>
        Assert.Equal(character, Assert.IsType<SenderReading.CharacterNotGsm>(SenderId.Parse(input)).Character.ToString());

    [Theory]
    [InlineData("+4670174060512345678", 19)]
    [InlineData("00000000000000017", 17)]
    public void Digits_may_be_too_many(string input, int length) =>
        Assert.Equal(length, Assert.IsType<SenderReading.NumericTooLong>(SenderId.Parse(input)).Length);

    [Theory]
    [InlineData("12", 2)]
    [InlineData("+46701", 5)]
    public void Digits_may_be_too_few(string input, int length) =>
        Assert.Equal(length, Assert.IsType<SenderReading.NumericTooShort>(SenderId.Parse(input)).Length);
}
