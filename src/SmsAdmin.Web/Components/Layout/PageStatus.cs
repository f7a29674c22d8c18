namespace SmsAdmin.Web.Components.Layout;

/// <summary>Gives a page that tells of a fault its HTTP status.</summary>
internal static class PageStatus
{
    /// <summary>Only where there is an answer to give: on a circuit there is none.</summary>
    public static void AnswerWith(this HttpContext? context, int status)
    {
        if (context is { Response.HasStarted: false }) context.Response.StatusCode = status;
    }
}
