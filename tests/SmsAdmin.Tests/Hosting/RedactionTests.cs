using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Hosting;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("POST http://h/odoo/0123456789abcdef0123456789abcdef/api/sms/3/send", "POST http://h/odoo/***/api/sms/3/send")]
    [InlineData("GET https://h/webhooks/sinch/4f1c07d2b9e34a6f answered 200", "GET https://h/webhooks/sinch/*** answered 200")]
    [InlineData("POST /Webhooks/SINCH/4f1c07d2b9e34a6f, /ODOO/0123456789abcdef0123456789ABCDEF/api", "POST /Webhooks/SINCH/*** /ODOO/***/api")]
    [InlineData("Authorization: Bearer abc.DEF-123_~+/=", "Authorization: Bearer ***")]
    [InlineData("key sms_live_k7f3q9wz_Ab0Ab0Ab0Ab0 given", "key sms_live_k7f3q9wz_*** given")]
    [InlineData("to +46701740605 failed", "to +46…05 failed")]
    [InlineData("recipient 46701740605.", "recipient 467…05.")]
    [InlineData("at 2026-11-23T12:00:00.1234567Z on port 5080", "at 2026-11-23T12:00:00.1234567Z on port 5080")]
    [InlineData("id 01a2089a-03e8-7c41-9a0e-5b1f6d20c873", "id 01a2089a-03e8-7c41-9a0e-5b1f6d20c873")]
    public void What_slips_into_a_line_is_taken_out_on_its_way(string line, string redacted) =>
        Assert.Equal(redacted, RedactingFormatter.Redact(line));
}
