using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Api;

/// <summary>What sets or clears a cookie, and so cannot be done over a circuit.</summary>
internal static class SessionApi
{
    private static readonly TimeSpan ThemeIsKept = TimeSpan.FromDays(365);

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Policies.SignOutPath, SignOutAsync);
        routes.MapPost("/account/theme", SetTheme).AllowAnonymous();
    }

    private static async Task<RedirectHttpResult> SignOutAsync(SignIns signIns, [FromForm] string? returnUrl, CancellationToken ct)
    {
        await signIns.EndAsync(ct);
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl, Policies.SignInPath));
    }

    private static RedirectHttpResult SetTheme(HttpContext context, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        var chosen = theme is "light" or "dark" ? theme : "system";
        context.Response.Cookies.Append("theme", chosen, new CookieOptions
        {
            MaxAge = ThemeIsKept,
            HttpOnly = false,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        return TypedResults.LocalRedirect(LocalUrl.Of(returnUrl));
    }
}
