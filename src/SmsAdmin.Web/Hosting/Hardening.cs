using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace SmsAdmin.Web.Hosting;

/// <summary>Headers that every answer carries, and what only Production does.</summary>
internal static class Hardening
{
    // No inline or eval'd scripts. Inline styles are allowed because MudBlazor positions its popovers with them.
    private const string Csp =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'";

    // By itself: a page of the console could not be drawn without the cookies that this is about.
    private const string NeedsTls = """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title>TLS is needed · SmsAdmin</title><link rel="stylesheet" href="/app.css" /></head>
        <body>
        <main class="page">
        <h1>This console needs TLS</h1>
        <p>You reached it over plain HTTP, where a browser returns neither sign-in nor form. Nothing was changed. Open it with https://.</p>
        <p>Does a proxy in front of it speak TLS already? Let the proxy send X-Forwarded-Proto, and name its address in ForwardedHeaders:KnownProxies.</p>
        </main>
        </body>
        </html>
        """;

    public static void UseHardening(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }

        // A person gets a page for each status, under the address they asked for; a program gets the bare status.
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Csp;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            // The page of a status is opened, whatever was posted.
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null) context.Request.Method = HttpMethods.Get;
            else if (!context.Request.AcceptsPage() && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });
    }

    /// <summary>
    /// Outside Development, session and forms live in cookies that a browser returns over TLS alone: a page that was
    /// reached without it says so, where its form would only fail.
    /// </summary>
    public static void UseTlsForPages(this WebApplication app)
    {
        if (app.Environment.IsDevelopment()) return;
        app.Use((context, next) =>
        {
            if (context.Request.IsHttps || context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            if (!context.Request.AcceptsPage()) return Task.CompletedTask;
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync(NeedsTls, context.RequestAborted);
        });
    }

    /// <summary>A fresh install is led to its set-up; a user with a password that somebody else chose, to a new one.</summary>
    public static void UseFirstRun(this WebApplication app) => app.Use(async (context, next) =>
    {
        var path = context.Request.Path;
        if (context.Request.AsksForPage() && path.Equals(Policies.SignInPath, StringComparison.OrdinalIgnoreCase)
            && await context.RequestServices.GetRequiredService<Core.Accounts.FirstRun>().IsOpenAsync(context.RequestAborted))
        {
            context.Response.Redirect(Policies.SetUpPath);
            return;
        }

        if (context.User.MustChangePassword() && !MayWithoutOwnPassword(context))
        {
            if (context.Request.AcceptsPage()) context.Response.Redirect(Policies.PasswordPath);
            else context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    /// <summary>Turns away a form without its token, for pages and endpoints alike, before either reads it.</summary>
    public static void UseFormTokens(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
    }

    private static bool MayWithoutOwnPassword(HttpContext context) =>
        context.Request.Path.Equals(Policies.PasswordPath, StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.Equals(Policies.SignOutPath, StringComparison.OrdinalIgnoreCase)
        || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
