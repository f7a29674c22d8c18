using System.Net;
using Microsoft.AspNetCore.Http;
using SmsAdmin.Web.Components.Layout;

namespace SmsAdmin.Tests.Components;

public sealed class ViewerTests
{
    [Theory]
    [InlineData("", "system", false)]
    [InlineData("theme=dark", "dark", true)]
    [InlineData("theme=light; scheme=dark", "light", false)]
    [InlineData("theme=system; scheme=dark", "system", true)]
    [InlineData("scheme=light", "system", false)]
    [InlineData("theme=%3Cscript%3E", "system", false)]
    public void The_theme_is_the_choice_and_else_what_the_system_prefers(string cookies, string theme, bool isDark)
    {
        var viewer = Viewer.From(Request(cookies));

        Assert.Equal((theme, isDark), (viewer.Theme, viewer.IsDark));
    }

    [Fact]
    public void The_time_zone_comes_as_the_browser_wrote_it()
    {
        Assert.Equal("Europe/Stockholm", Viewer.From(Request("tz=Europe%2FStockholm")).TimeZone);
        Assert.Null(Viewer.From(Request("")).TimeZone);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    public void The_address_is_written_as_people_write_it(string address, string written)
    {
        var context = Request("");
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);

        Assert.Equal(written, Viewer.From(context).Address);
    }

    private static DefaultHttpContext Request(string cookies)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = cookies;
        return context;
    }
}
