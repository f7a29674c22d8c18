using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using SmsAdmin.Core.Accounts;

namespace SmsAdmin.Web.Hosting;

/// <summary>A cookie opens the door only while its session counts: each request asks.</summary>
internal static class CookieSession
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        // The page that tells of a fault is drawn for nobody: what broke may be what would be asked here.
        if (http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        var sessions = http.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal?.Mark() is { } session && await sessions.IsOpenAsync(session, http.RequestAborted))
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Carries the session over when the user's claims are read anew.</summary>
    public static Task KeepAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(UserClaims.SessionId) is { } claim && context.NewPrincipal?.Identity is ClaimsIdentity identity)
            identity.AddClaim(claim.Clone());
        return Task.CompletedTask;
    }
}
