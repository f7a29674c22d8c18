using Bunit;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Tests.Components;

public sealed class CodeTagTests : ComponentTest
{
    [Theory]
    [InlineData(NumberSpace.HttpStatus, "401", "HTTP status")]
    [InlineData(NumberSpace.DeliveryCode, "401", "Delivery code")]
    [InlineData(NumberSpace.ApiErrorCode, "syntax_invalid_parameter_format", "API error code")]
    public void A_code_always_stands_with_its_number_space(NumberSpace space, string value, string label)
    {
        var tag = Page.Render<CodeTag>(p => p.Add(c => c.Space, space).Add(c => c.Value, value)).Find(".code");

        Assert.Equal(label, tag.QuerySelector("span")!.TextContent);
        Assert.Equal(value, tag.QuerySelector("b")!.TextContent);
        Assert.DoesNotContain("bad", tag.ClassList);
    }

    [Fact]
    public void The_code_that_is_the_cause_is_red()
    {
        var tag = Page.Render<CodeTag>(p => p.Add(c => c.Space, NumberSpace.DeliveryCode).Add(c => c.Value, "412").Add(c => c.Bad, true)).Find(".code");

        Assert.Contains("bad", tag.ClassList);
    }
}
