using Microsoft.AspNetCore.Http.HttpResults;

namespace SmsAdmin.Web.Hosting;

/// <summary>Where to go on after a form. A link may be made to name any place: only paths of our own are followed.</summary>
public static class LocalUrl
{
    /// <summary><paramref name="url"/> when it is a path of this program, otherwise <paramref name="otherwise"/>.</summary>
    public static string Of(string? url, string otherwise = "/") =>
        url is ['/', ..] && RedirectHttpResult.IsLocalUrl(url) ? url : otherwise;
}
