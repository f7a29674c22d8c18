using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Messaging;

public sealed class SmsTextAnalysisTests
{
    [Fact]
    public void A_plain_text_has_nothing_to_point_at()
    {
        var analysis = SmsText.Analyse("Hej! Koden är 1234 [€5]\r\nÅ");

        Assert.Equal(SmsEncoding.Gsm7, analysis.Encoding);
        Assert.Equal(26, analysis.Characters);
        Assert.Equal(29, analysis.Units);
        Assert.Equal(1, analysis.Parts);
        Assert.Equal(160, analysis.PartSize);
        Assert.Empty(analysis.Offenders);
        Assert.Empty(analysis.Placeholders);
    }

    [Fact]
    public void An_offender_is_named_with_its_code_every_position_and_its_substitute()
    {
        var analysis = SmsText.Analyse("It’s 9–17, it’s on");

        Assert.Equal(SmsEncoding.Ucs2, analysis.Encoding);
        Assert.Collection(
            analysis.Offenders,
            apostrophe =>
            {
                Assert.Equal(("’", "U+2019", "curly apostrophe", "'"), Facts(apostrophe));
                Assert.Equal([3, 14], apostrophe.Positions);
                Assert.True(apostrophe.ForcesUnicode);
                Assert.False(apostrophe.IsControl);
            },
            dash =>
            {
                Assert.Equal(("–", "U+2013", "en dash", "-"), Facts(dash));
                Assert.Equal([7], dash.Positions);
            });
    }

    [Theory]
    [InlineData("“", "U+201C", "opening curly double quote", "\"")]
    [InlineData("—", "U+2014", "em dash", "-")]
    [InlineData("…", "U+2026", "ellipsis", "...")]
    [InlineData("\u00A0", "U+00A0", "non-breaking space", " ")]
    [InlineData("`", "U+0060", "backtick", "'")]
    [InlineData("\u200B", "U+200B", "zero-width space", "")]
    [InlineData("\uFEFF", "U+FEFF", "byte order mark", "")]
    [InlineData("\u2066", "U+2066", "invisible character U+2066", "")]
    [InlineData("á", "U+00E1", "a with an accent", "a")]
    [InlineData("ç", "U+00E7", "c with an accent", "c")]
    [InlineData("Ő", "U+0150", "O with an accent", "O")]
    [InlineData("ł", "U+0142", "l with stroke", "l")]
    [InlineData("œ", "U+0153", "oe ligature", "oe")]
    [InlineData("\uFB01", "U+FB01", "character U+FB01", "fi")]
    [InlineData("\uFF21", "U+FF21", "character U+FF21", "A")]
    [InlineData("½", "U+00BD", "character U+00BD", "1/2")]
    [InlineData("¨", "U+00A8", "character U+00A8", null)]
    [InlineData("°", "U+00B0", "degree sign", null)]
    [InlineData("中", "U+4E2D", "character U+4E2D", null)]
    [InlineData("ж", "U+0436", "Cyrillic letter", null)]
    [InlineData("😀", "U+1F600", "emoji", null)]
    [InlineData("👨\u200D👩\u200D👧", "U+1F468 U+200D U+1F469 U+200D U+1F467", "emoji", null)]
    [InlineData("❤\uFE0F", "U+2764 U+FE0F", "emoji", null)]
    public void Characters_have_names_and_substitutes(string character, string code, string name, string? substitute)
    {
        var offender = Assert.Single(SmsText.Analyse($"a{character}b").Offenders);

        Assert.Equal((character, code, name, substitute), Facts(offender));
        Assert.Equal([2], offender.Positions);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_left_out() =>
        Assert.Equal(("\uD83D", "U+D83D", "broken character", ""), Facts(Assert.Single(SmsText.Analyse("a\uD83Db").Offenders)));

    [Fact]
    public void A_letter_with_a_separate_accent_becomes_the_GSM_letter_it_looks_like()
    {
        var offender = Assert.Single(SmsText.Analyse("cafe\u0301").Offenders);

        Assert.Equal(("e\u0301", "U+0065 U+0301", "e with an accent", "é"), Facts(offender));
    }

    [Fact]
    public void A_composed_emoji_is_one_character_and_many_units()
    {
        var analysis = SmsText.Analyse("Hi 👨\u200D👩\u200D👧 – bye");

        Assert.Equal(10, analysis.Characters);
        Assert.Equal(17, analysis.Units);
        Assert.Equal([6], analysis.Offenders[1].Positions);
    }

    [Theory]
    [InlineData("\t", "tab", " ", true)]
    [InlineData("\0", "NUL", "", true)]
    [InlineData("\f", "form feed", "\n", false)]
    [InlineData("\u0007", "control character U+0007", "", true)]
    public void Control_characters_other_than_line_breaks_are_told(string control, string name, string substitute, bool forces)
    {
        var analysis = SmsText.Analyse($"a{control}\r\nb");

        var told = Assert.Single(analysis.Controls);
        Assert.Equal((name, substitute, forces), (told.Name, told.Substitute, told.ForcesUnicode));
        Assert.Equal(forces ? 1 : 0, analysis.ForcingUnicode.Count());
    }

    [Theory]
    [InlineData("“It’s 9–17…”\u00A0ok", "\"It's 9-17...\" ok")]
    [InlineData("Zażółć gęślą jaźń", "Zazolc gesla jazn")]
    [InlineData("Déjà vu à l’été", "Déjà vu à l'été")]
    [InlineData("a\u200Bb\tc\fd", "ab c\nd")]
    [InlineData("10 € till dig 😀 – nu", "10 € till dig 😀 - nu")]
    [InlineData("Å\r\nÄ", "Å\r\nÄ")]
    public void Substitution_replaces_what_it_can_and_leaves_the_rest(string text, string expected) =>
        Assert.Equal(expected, SmsText.Substitute(text));

    [Fact]
    public void Whatever_is_offered_as_a_substitute_travels_as_GSM_and_needs_no_second_turn()
    {
        for (var value = 0; value <= char.MaxValue; value++)
        {
            var text = ((char)value).ToString();
            var offender = SmsText.Analyse(text).Offenders.SingleOrDefault();
            if (offender?.Substitute is not { } substitute) continue;

            Assert.True(GsmAlphabet.Covers(substitute), $"{offender.Code} becomes {substitute}");
            Assert.Equal(substitute, SmsText.Substitute(substitute));
        }
    }

    [Theory]
    [InlineData("Hi ${name}, your code is ${code-1}. ${name}", "name", "code-1")]
    [InlineData("${a.b_c-D9}", "a.b_c-D9")]
    [InlineData("$100 {x} ${} ${två} $ {x} ${a b")]
    public void Placeholders_are_found_by_the_keys_that_Sinch_knows(string text, params string[] keys) =>
        Assert.Equal(keys, SmsText.Analyse(text).Placeholders);

    private static (string Text, string Code, string Name, string? Substitute) Facts(Offender offender) =>
        (offender.Text, offender.Code, offender.Name, offender.Substitute);
}
