using System.Net;
using Microsoft.AspNetCore.Http;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Hosting;

public sealed class WhenceTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    [InlineData("fe80::1%3", "fe80::/64")]
    public void Tries_are_counted_by_address_and_those_of_one_household_together(string from, string counted) =>
        Assert.Equal(counted, From(from).Caller());

    [Theory]
    [InlineData("127.0.0.1", "localhost:5080", null, true)]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("::1", "[::1]:5080", null, true)]
    [InlineData("192.0.2.7", "localhost", null, false)]
    [InlineData(null, "localhost", null, false)]
    [InlineData("127.0.0.1", "evil.example.com", null, false)]
    [InlineData("127.0.0.1", "localhost", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "localhost", "x-forwarded-proto", false)]
    [InlineData("127.0.0.1", "localhost", "X-Original-For", false)]
    [InlineData("127.0.0.1", "localhost", "Forwarded", false)]
    [InlineData("127.0.0.1", "localhost", "Via", false)]
    [InlineData("127.0.0.1", "localhost", "X-Real-IP", false)]
    public void Only_who_asks_from_this_machine_with_nobody_between_is_taken_for_it(string? from, string host, string? header, bool isFromHere)
    {
        var context = From(from, host);
        if (header is not null) context.Request.Headers[header] = "203.0.113.9";

        Assert.Equal(isFromHere, context.IsFromThisMachine());
    }

    private static DefaultHttpContext From(string? address, string host = "localhost") => new()
    {
        Connection = { RemoteIpAddress = address is null ? null : IPAddress.Parse(address) },
        Request = { Host = new HostString(host) },
    };
}
