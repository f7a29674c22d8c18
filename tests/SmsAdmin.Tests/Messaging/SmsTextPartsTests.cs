using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;
using static SmsAdmin.Core.Words.SmsEncoding;

namespace SmsAdmin.Tests.Messaging;

public sealed class SmsTextPartsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    [InlineData(459, 3)]
    [InlineData(460, 4)]
    [InlineData(1071, 7)]
    [InlineData(1072, 8)]
    [InlineData(2000, 14)]
    public void Basic_characters_fill_160_or_153_a_part(int length, int parts) =>
        Assert.Equal(new TextMeasure(Gsm7, length, parts), SmsText.Measure(new string('a', length)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    [InlineData(2000, 30)]
    public void UCS2_characters_fill_70_or_67_a_part(int length, int parts) =>
        Assert.Equal(new TextMeasure(Ucs2, length, parts), SmsText.Measure(new string('中', length)));

    [Theory]
    [InlineData(160, 160)]
    [InlineData(161, 153)]
    public void The_size_of_a_part_depends_on_how_many_there_are(int length, int size) =>
        Assert.Equal(size, SmsText.Measure(new string('a', length)).PartSize);

    [Fact]
    public void Every_basic_character_takes_one_unit()
    {
        Assert.Equal(127, GsmAlphabet.Basic.Distinct().Count());
        Assert.All(GsmAlphabet.Basic, c => Assert.Equal(new TextMeasure(Gsm7, 1, 1), SmsText.Measure([c])));
    }

    [Fact]
    public void Every_extension_character_takes_two_units()
    {
        Assert.Equal(['\f', '[', '\\', ']', '^', '{', '|', '}', '~', '€'], GsmAlphabet.Extension.Order());
        Assert.All(GsmAlphabet.Extension, c => Assert.Equal(new TextMeasure(Gsm7, 2, 1), SmsText.Measure([c])));
    }

    [Theory]
    [InlineData("`")]
    [InlineData("ç")]
    [InlineData("’")]
    [InlineData("“")]
    [InlineData("–")]
    [InlineData("\t")]
    [InlineData("á")]
    [InlineData("\u001B")]
    public void One_character_outside_the_tables_makes_the_whole_text_UCS2(string character)
    {
        Assert.Equal(new TextMeasure(Ucs2, 1, 1), SmsText.Measure(character));
        Assert.Equal(new TextMeasure(Ucs2, 160, 3), SmsText.Measure(new string('a', 159) + character));
    }

    [Theory]
    [InlineData(158, "€", 0, 160, 1)]   // fits the single part exactly
    [InlineData(159, "€", 0, 161, 2)]   // one unit too many for one
    [InlineData(151, "€", 153, 306, 2)] // the pair ends the first part
    [InlineData(152, "€", 152, 306, 3)] // the pair would straddle, so it moves and the parts overflow
    [InlineData(152, "€", 151, 305, 2)] // it moves and still fits
    public void An_extension_pair_never_straddles_a_border(int before, string pair, int after, int units, int parts) =>
        Assert.Equal(
            new TextMeasure(Gsm7, units, parts),
            SmsText.Measure(new string('a', before) + pair + new string('a', after)));

    [Theory]
    [InlineData(68, "😀", 0, 70, 1)]
    [InlineData(69, "😀", 0, 71, 2)]
    [InlineData(65, "😀", 67, 134, 2)]
    [InlineData(66, "😀", 66, 134, 3)]
    [InlineData(66, "😀", 65, 133, 2)]
    public void A_surrogate_pair_never_straddles_a_border(int before, string pair, int after, int units, int parts) =>
        Assert.Equal(
            new TextMeasure(Ucs2, units, parts),
            SmsText.Measure(new string('a', before) + pair + new string('a', after)));

    [Fact]
    public void A_text_of_nothing_but_pairs_loses_one_unit_in_every_part()
    {
        Assert.Equal(new TextMeasure(Gsm7, 306, 3), SmsText.Measure(new string('€', 153)));
        Assert.Equal(new TextMeasure(Ucs2, 134, 3), SmsText.Measure(string.Concat(Enumerable.Repeat("😀", 67))));
    }

    [Fact]
    public void In_UCS2_an_extension_character_takes_one_unit() =>
        Assert.Equal(new TextMeasure(Ucs2, 2, 1), SmsText.Measure("€中"));

    [Fact]
    public void Line_breaks_are_counted_as_they_travel()
    {
        Assert.Equal(new TextMeasure(Gsm7, 3, 1), SmsText.Measure("a\nb"));
        Assert.Equal(new TextMeasure(Gsm7, 4, 1), SmsText.Measure("a\r\nb"));
    }

    [Fact]
    public void A_lone_half_of_a_pair_is_counted_and_does_not_throw() =>
        Assert.Equal(new TextMeasure(Ucs2, 2, 1), SmsText.Measure("a\uD83D"));

    [Fact]
    public void Measuring_allocates_nothing()
    {
        var text = new string('a', 1500) + new string('€', 200);
        SmsText.Measure(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        SmsText.Measure(text);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
