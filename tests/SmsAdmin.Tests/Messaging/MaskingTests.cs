using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Messaging;

public sealed class MaskingTests
{
    private static readonly PhoneNumber Number = PhoneNumber.FromDigits("447700900123");

    [Theory]
    [InlineData("""{"to": ["+447700900123"]}""", """{"to": ["+44 7700 ••••23"]}""")]
    [InlineData("""{"recipient": "447700900123", "code": 412}""", """{"recipient": "+44 7700 ••••23", "code": 412}""")]
    [InlineData("GET /batches/01M8/delivery_report/%2B447700900123, answered 200", "GET /batches/01M8/delivery_report/+44 7700 ••••23, answered 200")]
    [InlineData("""{"to": "\u002B447700900123"}""", """{"to": "+44 7700 ••••23"}""")]
    [InlineData("00447700900123", "+44 7700 ••••23")]
    [InlineData("'+447700900123' and +44 7700 900123", "'+44 7700 ••••23' and +44 7700 ••••23")]
    public void A_number_is_masked_however_it_is_written(string raw, string masked) =>
        Assert.Equal(masked, Masking.InText(raw, Number));

    [Theory]
    [InlineData("""{"from": "+46701740650", "code": 447}""")]
    [InlineData("1447700900123")]
    [InlineData("4477009001234")]
    public void What_is_another_number_stays(string raw) => Assert.Equal(raw, Masking.InText(raw, Number));

    [Fact]
    public void Every_part_of_every_step_is_masked()
    {
        var step = new MessageStep(
            DateTimeOffset.UnixEpoch, MessageEventKind.Accepted, MessageState.Accepted, 201, null, null, "To +447700900123.", "to 447700900123", "+447700900123", "447700900123");
        var message = new MessageDetail(
            Guid.Empty, Guid.Empty, Guid.Empty, default, Number, null, MessageState.Accepted, false, Lane.Test, Origin.Console, "Anna", 1, 1, false, null, 201, null,
            null, null, 1, default, null, null, null, true, [step]);

        var masked = Assert.Single(Masking.InSteps(message).Steps);

        Assert.Equal(["To +44 7700 ••••23.", "to +44 7700 ••••23", "+44 7700 ••••23", "+44 7700 ••••23"], [masked.Says, masked.RawHead, masked.RawRequest, masked.RawResponse]);
        Assert.Equal(step with { Says = null, RawHead = null, RawRequest = null, RawResponse = null }, masked with { Says = null, RawHead = null, RawRequest = null, RawResponse = null });
    }
}
