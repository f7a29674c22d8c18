using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>The bodies of Odoo's answers outside of its RPC, word for word as recorded.</summary>
internal static class OdooPages
{
    private const string Html = "text/html; charset=utf-8";

    // Python escapes what is not ASCII
    private static readonly JsonSerializerOptions Ascii = new() { Encoder = JavaScriptEncoder.Default };

    public static Answer NotFound { get; } = Page(404, """
        <!doctype html>
        <html lang=en>
        <title>404 Not Found</title>
        <h1>Not Found</h1>
        <p>The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.</p>

        """);

    public static Answer NoDatabase { get; } = Page(404, """
        <!DOCTYPE html>
        <title>404 Not Found</title>
        <h1>Not Found</h1>
        <p>No database is selected and the requested URL was not found in the server-wide controllers.</p>
        <p>Please verify the hostname, <a href=/web/login>login</a> and try again.</p>

        <!-- Alternatively, use the X-Odoo-Database header. -->

        """);

    public static Answer SessionExpired { get; } = Page(400, """
        <!doctype html>
        <html lang=en>
        <title>400 Bad Request</title>
        <h1>Bad Request</h1>
        <p>Session expired (invalid CSRF token)</p>

        """);

    public static Answer Login { get; } = Page(200, """
        <!DOCTYPE html>
        <html style="height: 100%;">
            <head><meta charset="utf-8"/><title>Odoo</title></head>
            <body><form class="oe_login_form" role="form" method="post"><input name="login"/><input type="password" name="password"/></form></body>
        </html>

        """);

    public static Answer Unavailable { get; } = Page(503, """
        <html>
        <head><title>503 Service Temporarily Unavailable</title></head>
        <body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center></body>
        </html>

        """);

    /// <param name="location">Path or URL.</param>
    /// <param name="status">301, 302, 303, 307 or 308.</param>
    public static Answer Redirect(string location, int status = 303) => Page(status, $"""
        <!doctype html>
        <html lang=en>
        <title>Redirecting...</title>
        <h1>Redirecting...</h1>
        <p>You should be redirected automatically to the target URL: <a href="{HtmlEncoder.Default.Encode(location)}">{HtmlEncoder.Default.Encode(location)}</a>. If not, click the link.

        """) with
    { Header = ("Location", location) };

    /// <param name="compatible">What the request might be, as HTML.</param>
    /// <param name="route">The route as HTML.</param>
    /// <param name="type">What the route is.</param>
    public static Answer WrongContentType(string compatible, string route, string type) => Page(415, $"""
        <!doctype html>
        <html lang=en>
        <title>415 Unsupported Media Type</title>
        <h1>Unsupported Media Type</h1>
        <p>Request inferred type is compatible with [{compatible}] but &#39;{route}&#39; is type=&#39;{type}&#39;.<br><br>Please verify the Content-Type request header and try again.</p>

        """);

    public static Answer Plain(int status, string text) => Page(status, text);

    public static Answer Json(int status, JsonNode? body) =>
        new(status, Encoding.UTF8.GetBytes(body?.ToJsonString(Ascii) ?? "null"), "application/json; charset=utf-8");

    private static Answer Page(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), Html);
}
