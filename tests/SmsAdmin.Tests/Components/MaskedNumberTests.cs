using Bunit;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class MaskedNumberTests : ComponentTest
{
    [Theory]
    [InlineData("46701740605", "+46 70 ••• •• 05", "05")]
    [InlineData("447700900123", "+44 7700 ••••23", "23")]
    public void A_masked_number_keeps_its_own_grouping_and_says_its_end_aloud(string digits, string drawn, string end)
    {
        var mask = Draw(digits).Find(".mask");

        Assert.Equal(drawn, mask.TextContent);
        Assert.Equal($"number ending in {end}", mask.GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData("46701740605", "1740")]
    [InlineData("447700900123", "9001")]
    [InlineData("12015550123", "5550")]
    [InlineData("71234", "712")]
    public void What_is_hidden_is_nowhere_in_the_markup(string digits, string hidden)
    {
        var markup = string.Concat(Draw(digits).Markup.Where(c => !char.IsWhiteSpace(c) && c != '-'));

        Assert.DoesNotContain(digits, markup, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_who_may_see_it_sees_the_whole_number_grouped()
    {
        var whole = Page.Render<MaskedNumber>(p => p.Add(c => c.Number, PhoneNumber.FromDigits("46701740605")).Add(c => c.Whole, true));

        Assert.Equal("+46 70 174 06 05", whole.Find(".nowrap").TextContent);
    }

    private IRenderedComponent<MaskedNumber> Draw(string digits) =>
        Page.Render<MaskedNumber>(p => p.Add(c => c.Number, PhoneNumber.FromDigits(digits)));
}
