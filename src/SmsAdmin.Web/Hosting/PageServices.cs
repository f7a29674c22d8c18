using MudBlazor.Services;
using SmsAdmin.Web.Components;
using SmsAdmin.Web.Components.Layout;
using SmsAdmin.Web.Components.Pages.Checklist;
using SmsAdmin.Web.Components.Pages.Credentials;
using SmsAdmin.Web.Components.Pages.Dashboard;
using SmsAdmin.Web.Components.Pages.Odoo;
using SmsAdmin.Web.Components.Shared;

namespace SmsAdmin.Web.Hosting;

/// <summary>The door for people.</summary>
internal static class PageServices
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<MessageStories>();
        builder.Services.AddSingleton<ShellReader>();
        builder.Services.AddSingleton<PlanDeeds>();
        builder.Services.AddSingleton<OdooDeeds>();
        builder.Services.AddSingleton<ChecklistDesk>();
        builder.Services.AddSingleton<DashboardDesk>();
    }

    public static void MapPages(this WebApplication app)
    {
        // Signing in needs the stylesheet.
        app.MapStaticAssets().AllowAnonymous();
        // Hardening says who may frame a page; Blazor would say it again, in a second header and more loosely.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
