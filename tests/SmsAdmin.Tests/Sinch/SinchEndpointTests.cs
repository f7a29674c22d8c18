using Microsoft.Extensions.Options;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Sinch;

public sealed class SinchEndpointTests
{
    private static readonly Secret Token = new("t0ken");

    [Fact]
    public void Without_a_region_there_is_no_host()
    {
        Assert.IsType<EndpointOutcome.RegionMissing>(SinchEndpoint.Create("plan", Token, null));
        Assert.IsType<EndpointOutcome.RegionMissing>(SinchEndpoint.Create("plan", Token, null, "http://localhost:5080/sandbox/sinch/{region}"));
    }

    [Theory]
    [InlineData("us", "https://us.sms.api.sinch.com/")]
    [InlineData("eu", "https://eu.sms.api.sinch.com/")]
    [InlineData("au", "https://au.sms.api.sinch.com/")]
    [InlineData("br", "https://br.sms.api.sinch.com/")]
    [InlineData(" CA ", "https://ca.sms.api.sinch.com/")]
    public void A_region_names_its_host(string code, string url)
    {
        Assert.True(SinchRegion.TryParse(code, out var region));
        Assert.Equal(url, Ready(region, null).BaseUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("use")]
    [InlineData("zt.us")]
    public void Nothing_else_is_a_region(string? code) => Assert.False(SinchRegion.TryParse(code, out _));

    [Fact]
    public void A_base_url_of_ones_own_may_hold_the_region_and_a_path()
    {
        Assert.Equal("http://localhost:5080/sandbox/sinch/br", Ready(SinchRegion.Brazil, " http://localhost:5080/sandbox/sinch/{region} ").BaseUrl.AbsoluteUri);
        Assert.Equal("https://br.sms.example.com/", Ready(SinchRegion.Brazil, "https://{Region}.sms.example.com").BaseUrl.AbsoluteUri);
        Assert.Equal("https://sms.example.com/", Ready(null, "https://sms.example.com").BaseUrl.AbsoluteUri);
    }

    [Theory]
    [InlineData("", "t", null, EndpointFault.ServicePlanId)]
    [InlineData("a b", "t", null, EndpointFault.ServicePlanId)]
    [InlineData("../x", "t", null, EndpointFault.ServicePlanId)]
    [InlineData("..", "t", null, EndpointFault.ServicePlanId)]
    [InlineData("p", "to\nken", null, EndpointFault.Token)]
    [InlineData("p", "tökén", null, EndpointFault.Token)]
    [InlineData("p", "t", "localhost", EndpointFault.BaseUrl)]
    [InlineData("p", "t", "ftp://example.com", EndpointFault.BaseUrl)]
    [InlineData("p", "t", "https://user:word@example.com", EndpointFault.BaseUrl)]
    [InlineData("p", "t", "https://example.com?key=1", EndpointFault.BaseUrl)]
    public void What_cannot_go_over_the_wire_is_refused_with_its_part_named(string plan, string token, string? baseUrl, EndpointFault fault) =>
        Assert.Equal(new EndpointOutcome.Unusable(fault), SinchEndpoint.Create(plan, new Secret(token), SinchRegion.Europe, baseUrl));

    [Fact]
    public void An_endpoint_prints_no_token() => Assert.Equal("plan at eu.sms.api.sinch.com", Ready(SinchRegion.Europe, null).ToString());

    [Fact]
    public async Task Options_that_make_no_sense_are_all_named_by_their_keys()
    {
        await using var window = new SinchWindow(null, ("Sinch:Timeout", "00:00:00"), ("Sinch:MaxConnectionsPerServer", "0"));

        var fault = Assert.Throws<OptionsValidationException>(() => window.Client);

        Assert.Contains("Sinch:Timeout", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Sinch:MaxConnectionsPerServer", fault.Message, StringComparison.Ordinal);
    }

    private static SinchEndpoint Ready(SinchRegion? region, string? baseUrl) =>
        Assert.IsType<EndpointOutcome.Ready>(SinchEndpoint.Create("plan", Token, region, baseUrl)).Endpoint;
}
