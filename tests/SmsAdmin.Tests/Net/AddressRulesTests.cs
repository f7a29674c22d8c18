using System.Net;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Tests.Net;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("febf::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    public void Link_local_and_metadata_are_never_called(string address)
    {
        Assert.Equal(AddressClass.Never, AddressRules.Of(IPAddress.Parse(address)));
        Assert.False(AddressRules.Of(IPAddress.Parse(address)).Permits(allowsPrivate: true));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2001::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::7f00:1")]
    public void What_is_not_on_the_internet_is_called_only_where_it_is_allowed(string address)
    {
        var found = AddressRules.Of(IPAddress.Parse(address));

        Assert.Equal(AddressClass.Private, found);
        Assert.False(found.Permits(allowsPrivate: false));
        Assert.True(found.Permits(allowsPrivate: true));
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2600:1f18::1")]
    [InlineData("64:ff9b::808:808")]
    public void The_internet_is_called(string address) =>
        Assert.True(AddressRules.Of(IPAddress.Parse(address)).Permits(allowsPrivate: false));

    [Theory]
    [InlineData("metadata.google.internal", AddressClass.Never)]
    [InlineData("METADATA.google.internal.", AddressClass.Never)]
    [InlineData("169.254.169.254", AddressClass.Never)]
    [InlineData("10.1.2.3", AddressClass.Private)]
    [InlineData("us.sms.api.sinch.com", null)]
    public void A_host_is_judged_as_it_is_written_where_that_is_enough(string host, AddressClass? found) =>
        Assert.Equal(found, AddressRules.OfHost(host));

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    public void Another_way_to_write_an_address_is_the_same_address(string url) =>
        Assert.Equal(AddressClass.Private, AddressRules.OfHost(new Uri(url).IdnHost));
}
