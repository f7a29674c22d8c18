using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Data;

namespace SmsAdmin.Web.Hosting;

/// <summary>Who may come in. Everything asks for a signed-in user unless it says otherwise.</summary>
internal static class Security
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<AppUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                // One rule of our own instead: PasswordRule.
                options.Password = new PasswordOptions
                {
                    RequiredLength = 1,
                    RequireDigit = false,
                    RequireLowercase = false,
                    RequireUppercase = false,
                    RequireNonAlphanumeric = false,
                    RequiredUniqueChars = 0,
                };
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<AppDb>()
            .AddPasswordValidator<PasswordRule>()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = CookieSession.KeepAsync;
        });
        services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "smsadmin";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = SecureIn(builder.Environment);
            options.LoginPath = Policies.SignInPath;
            options.ReturnUrlParameter = "from";
            options.ExpireTimeSpan = Sessions.Longest;
            options.SlidingExpiration = false;
            options.Events.OnValidatePrincipal = CookieSession.ValidateAsync;
            options.Events.OnRedirectToLogin = context =>
            {
                // A person is led to the form; a program is told the status. By a path: the host is what the request says it is.
                if (context.Request.AsksForPage()) context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
                else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "smsadmin.form";
            // Hardening forbids frames altogether; this would allow our own.
            options.SuppressXFrameOptionsHeader = true;
            options.Cookie.SecurePolicy = SecureIn(builder.Environment);
        });

        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles.All).Build())
            .AddPolicy(Policies.Admin, policy => policy.RequireRole(Roles.Admin))
            .AddPolicy(Policies.Send, policy => policy.RequireRole(Roles.Admin, Roles.Operator));
        services.AddCascadingAuthenticationState();
        services.AddScoped<CircuitSession>();
        services.AddScoped<AuthenticationStateProvider>(all => all.GetRequiredService<CircuitSession>());
        services.AddScoped<CircuitHandler, CircuitGate>();
        services.AddScoped<SignIns>();

        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(Policies.FormsPerAddress, context => RateLimitPartition.GetFixedWindowLimiter(
                HttpMethods.IsPost(context.Request.Method) ? context.Caller() : "read",
                caller => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = caller == "read" ? int.MaxValue : 30,
                    Window = TimeSpan.FromMinutes(1),
                }));
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // Only a proxy on this machine is believed, or those that ForwardedHeaders:KnownProxies names.
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var proxy in builder.Configuration.GetSection("ForwardedHeaders:KnownProxies").Get<string[]>() ?? [])
                options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        });
        services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
    }

    private static CookieSecurePolicy SecureIn(IHostEnvironment environment) =>
        environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
}
