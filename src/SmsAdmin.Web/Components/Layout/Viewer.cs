using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Components.Layout;

/// <summary>What one browser told us in its first request. It crosses into the circuit as a parameter, because a circuit has no request.</summary>
/// <param name="Theme">The choice: <c>light</c>, <c>dark</c> or <c>system</c>.</param>
/// <param name="IsDark">What the choice comes to in this browser.</param>
/// <param name="TimeZone">The browser's IANA time zone; null until its first visit told us.</param>
/// <param name="Address">The IP address that it came from, for the audit.</param>
public sealed record Viewer(string Theme, bool IsDark, string? TimeZone, string? Address = null)
{
    public const string ThemeCookie = "theme";
    public const string SchemeCookie = "scheme";
    public const string TimeZoneCookie = "tz";

    public static Viewer From(HttpContext context)
    {
        var cookies = context.Request.Cookies;
        var theme = cookies[ThemeCookie] is "light" or "dark" ? cookies[ThemeCookie]! : "system";
        var isDark = theme == "dark" || (theme == "system" && cookies[SchemeCookie] == "dark");
        var zone = cookies[TimeZoneCookie] is { } told ? Uri.UnescapeDataString(told) : null;
        return new Viewer(theme, isDark, zone, context.Address()?.ToString());
    }
}
