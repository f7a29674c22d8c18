using System.Text;
using SmsAdmin.Core.Sinch;

namespace SmsAdmin.Tests.Sinch;

public sealed class SinchErrorTests
{
    [Theory]
    [InlineData("errors/shape-code-text.json", ErrorShape.CodeAndText, "syntax_invalid_parameter_format", "'foo' is not a valid identifier")]
    [InlineData("errors/shape-nested-error.json", ErrorShape.Nested, "INVALID_ARGUMENT", "parsing field \"type\": \"XXX\" is not a valid value")]
    [InlineData("errors/shape-framework-400.json", ErrorShape.Framework, null, "(HTTP reason phrase)")]
    public void A_recorded_shape_is_read(string fixture, ErrorShape shape, string? code, string text)
    {
        var raw = SinchWindow.Fixture(fixture);

        Assert.Equal(new SinchError(shape, code, text, raw), SinchError.Parse(Encoding.UTF8.GetBytes(raw)));
    }

    [Theory]
    [InlineData("""{"type":"about:blank","title":"Too many","detail":"slow down"}""", ErrorShape.Problem, "about:blank", "slow down")]
    [InlineData("""{"code":402,"message":"pay"}""", ErrorShape.CodeAndText, "402", "pay")]
    [InlineData("<html><head><TITLE> 502 Bad Gateway </TITLE></head></html>", ErrorShape.Markup, null, "502 Bad Gateway")]
    [InlineData("<html><title>unclosed", ErrorShape.Markup, null, null)]
    [InlineData(" \r\n", ErrorShape.Empty, null, null)]
    [InlineData("upstream connect error", ErrorShape.Unreadable, null, null)]
    [InlineData("""{"code":"syntax""", ErrorShape.Unreadable, null, null)]
    [InlineData("""{"code":"\ud800"}""", ErrorShape.Unreadable, null, null)]
    [InlineData("[]", ErrorShape.OtherJson, null, null)]
    [InlineData("42", ErrorShape.OtherJson, null, null)]
    [InlineData("""{"code":{"a":1},"error":[],"title":null}""", ErrorShape.OtherJson, null, null)]
    public void Whatever_came_is_kept_and_nothing_throws(string raw, ErrorShape shape, string? code, string? text) =>
        Assert.Equal(new SinchError(shape, code, text, raw), SinchError.Parse(Encoding.UTF8.GetBytes(raw)));

    [Fact]
    public void Bytes_that_are_no_text_and_json_that_is_too_deep_do_not_throw()
    {
        Assert.Equal(ErrorShape.Unreadable, SinchError.Parse([0xff, 0xfe, 0x00, 0x80]).Shape);
        Assert.Equal(ErrorShape.Unreadable, SinchError.Parse(Encoding.UTF8.GetBytes(new string('[', 100_000))).Shape);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("Mon, 23 Nov 2026 10:00:30 GMT", 30)]
    [InlineData("Mon, 23 Nov 2026 09:00:00 GMT", 0)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData(null, null)]
    public void Retry_after_is_seconds_or_a_date(string? header, int? seconds) =>
        Assert.Equal(seconds is { } known ? TimeSpan.FromSeconds(known) : null, RetryAfter.Parse(header, SinchWindow.Utc("2026-11-23T10:00:00Z")));

    [Fact]
    public void A_date_to_wait_for_is_counted_from_sinchs_clock_not_ours()
    {
        var exchange = new Exchange
        {
            Method = "POST",
            Path = "/",
            StartedAt = SinchWindow.Utc("2026-11-23T12:00:00Z"),
            ResponseHeaders = [new("Date", "Mon, 23 Nov 2026 10:00:00 GMT"), new("Retry-After", "Mon, 23 Nov 2026 10:00:30 GMT")],
        };

        Assert.Equal(TimeSpan.FromSeconds(30), exchange.RetryAfter);
    }
}
