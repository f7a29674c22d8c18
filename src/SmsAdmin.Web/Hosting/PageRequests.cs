namespace SmsAdmin.Web.Hosting;

/// <summary>Tells a person's browser from a program by what it accepts.</summary>
internal static class PageRequests
{
    /// <summary>Whether the answer may be a page.</summary>
    public static bool AcceptsPage(this HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether somebody opens a page, and so can be led to another.</summary>
    public static bool AsksForPage(this HttpRequest request) => HttpMethods.IsGet(request.Method) && request.AcceptsPage();
}
