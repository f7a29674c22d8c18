using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Sinch;

public sealed class SinchCallbackTests
{
    [Fact]
    public void A_batch_report_is_read()
    {
        var report = Assert.IsType<SinchCallback.ForBatch>(Recorded("delivery_report_sms.full.json")).Report;

        Assert.Equal(("01W4FFL35P4NC4K35SMSBATCH8", "client-ref", 2), (report.BatchId, report.ClientReference, report.TotalMessageCount));
        Assert.Equal(["12017777777", "33612345678"], Assert.Single(report.Statuses).Recipients);
    }

    [Theory]
    [InlineData("delivered", "Delivered", 0, true)]
    [InlineData("aborted", "Aborted", 412, true)]
    [InlineData("dispatched", "Dispatched", 401, false)]
    public void A_receipt_is_read(string name, string status, int code, bool isFinal)
    {
        var report = Assert.IsType<SinchCallback.ForRecipient>(Recorded($"recipient_delivery_report_sms.{name}.json")).Report;

        Assert.Equal((status, code, isFinal), (report.Status.Value, report.Code ?? -1, report.Status.IsFinal));
        Assert.NotNull(report.At);
    }

    [Fact]
    public void Inbound_texts_binaries_and_media_are_read()
    {
        var text = Assert.IsType<SinchCallback.FromPhone>(Recorded("mo_text.json")).Message;
        Assert.Equal(("Hello John! 👋", "12015555555", "311071"), (text.Body?.Text, text.From, text.OperatorId));
        Assert.Null(text.SentAt);

        // Here the type comes near the end.
        Assert.Equal("10010203040506070809000a0b0c0d0e0f", Assert.IsType<SinchCallback.FromPhone>(Recorded("mo_binary.json")).Message.Udh);

        var media = Assert.IsType<SinchCallback.FromPhone>(Recorded("mo_media.json")).Message.Body?.Media;
        Assert.Equal(("This is the subject", 1, "Failed"), (media?.Subject, media?.Media?[0].Code, media?.Media?[0].Status));
    }

    [Theory]
    [InlineData("delivery_report_mms", typeof(SinchCallback.ForBatch))]
    [InlineData("recipient_delivery_report_mms", typeof(SinchCallback.ForRecipient))]
    public void Reports_of_media_messages_are_reports(string type, Type expected) =>
        Assert.IsType(expected, Parse($$"""{"x":{"type":"mo_text"},"batch_id":"b","recipient":"1","status":"DELIVERED","code":"0","type":"{{type}}"}"""));

    [Theory]
    [InlineData("""{"type":"mo_hologram","id":"1"}""", "mo_hologram")]
    [InlineData("""{"type":"recipient_delivery_report_sms","recipient":"1"}""", "recipient_delivery_report_sms")]
    [InlineData("""{"type":"mo_text","id":"1","from":null}""", "mo_text")]
    [InlineData("""{"type":7}""", null)]
    [InlineData("""{"id":"1"}""", null)]
    [InlineData("[]", null)]
    [InlineData("""{"id":""", null)]
    [InlineData("", null)]
    public void What_is_not_known_is_kept_as_it_came(string body, string? type)
    {
        var unrecognised = Assert.IsType<SinchCallback.Unrecognised>(Parse(body));

        Assert.Equal(type, unrecognised.Type);
        Assert.NotEmpty(unrecognised.Reason);
        Assert.Equal(body, Encoding.UTF8.GetString(unrecognised.Raw.Span));
    }

    [Fact]
    public void A_charset_and_a_byte_order_mark_are_heeded()
    {
        const string Body = """{"type":"mo_text","id":"1","from":"2","body":"Grüße"}""";

        var latin = SinchCallback.Parse(Encoding.Latin1.GetBytes(Body), "application/json; charset=iso-8859-1");
        var marked = SinchCallback.Parse((byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Body)], "application/json");

        Assert.Equal("Grüße", Assert.IsType<SinchCallback.FromPhone>(latin).Message.Body?.Text);
        Assert.Equal("Grüße", Assert.IsType<SinchCallback.FromPhone>(marked).Message.Body?.Text);
    }

    [Theory]
    [InlineData(0, null, null, SignatureCheck.Valid)]
    [InlineData(300, null, null, SignatureCheck.Valid)]
    [InlineData(301, null, null, SignatureCheck.Stale)]
    [InlineData(-301, null, null, SignatureCheck.Stale)]
    [InlineData(0, CallbackSignature.SignatureHeader, null, SignatureCheck.Missing)]
    [InlineData(0, CallbackSignature.TimestampHeader, null, SignatureCheck.Missing)]
    [InlineData(0, CallbackSignature.NonceHeader, null, SignatureCheck.Missing)]
    [InlineData(0, CallbackSignature.AlgorithmHeader, "HmacSHA1", SignatureCheck.OtherAlgorithm)]
    [InlineData(0, CallbackSignature.SignatureHeader, "not base64", SignatureCheck.Wrong)]
    [InlineData(0, CallbackSignature.SignatureHeader, "AAAA", SignatureCheck.Wrong)]
    [InlineData(0, CallbackSignature.NonceHeader, "another", SignatureCheck.Wrong)]
    [InlineData(0, CallbackSignature.TimestampHeader, "1736760162", SignatureCheck.Wrong)]
    public void The_known_answer_of_the_signature_holds_and_any_change_breaks_it(int secondsLater, string? changed, string? value, SignatureCheck expected)
    {
        using var vector = JsonDocument.Parse(SinchWindow.Fixture("webhooks/hmac-test-vector.json"));
        var root = vector.RootElement;
        var headers = root.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString());
        if (changed is not null)
            headers[changed] = value;
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1736760161 + secondsLater));
        var body = Encoding.UTF8.GetBytes(root.GetProperty("raw_body").GetString()!);
        var secret = new Secret(root.GetProperty("secret").GetString()!);

        Assert.Equal(expected, CallbackSignature.Verify(secret, headers.GetValueOrDefault, body, clock, TimeSpan.FromMinutes(5)));
        Assert.NotEqual(SignatureCheck.Valid, CallbackSignature.Verify(new Secret("another"), headers.GetValueOrDefault, body, clock, TimeSpan.FromMinutes(5)));
        Assert.NotEqual(SignatureCheck.Valid, CallbackSignature.Verify(secret, headers.GetValueOrDefault, body.AsSpan()[1..], clock, TimeSpan.FromMinutes(5)));
    }

    private static SinchCallback Recorded(string name) => Parse(SinchWindow.Fixture($"webhooks/{name}"));

    private static SinchCallback Parse(string body) => SinchCallback.Parse(Encoding.UTF8.GetBytes(body));
}
