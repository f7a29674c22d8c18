using Microsoft.EntityFrameworkCore;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Data;
using SmsAdmin.Core.Words;
using SmsAdmin.Sandbox;

namespace SmsAdmin.Web.Hosting;

/// <summary>The pretend outside world inside the program: on in Development, off in Production, unless <c>Sandbox:Enabled</c> says otherwise.</summary>
internal static class BuiltInSandbox
{
    public const string Root = "/sandbox";
    private const string EnabledKey = "Sandbox:Enabled";

    public static void AddBuiltInSandbox(this WebApplicationBuilder builder)
    {
        var enabled = builder.Configuration.GetValue(EnabledKey, builder.Environment.IsDevelopment());
        builder.Services.AddSingleton(new SandboxSwitch(enabled));
        if (!enabled) return;
        builder.Services.AddSandbox();
        builder.Services.AddSingleton<SandboxPlan>();
    }

    public static void MapBuiltInSandbox(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<SandboxSwitch>().IsOn) return;
        app.MapSandbox(Root, MayEnter);
    }

    // The program's own calls come from this machine, and so do tests. To anybody else its tokens, which stand in the
    // documentation, would open texts and ledger, and servers that post wherever they are told.
    private static bool MayEnter(HttpContext context) =>
        (context.User.MaySend() && !context.User.MustChangePassword()) || context.IsFromThisMachine();

    /// <summary>Puts the sandbox's plan in place, once it is known where the program listens.</summary>
    public static async Task AddSandboxPlanAsync(this WebApplication app, Uri own)
    {
        if (!app.Services.GetRequiredService<SandboxSwitch>().IsOn) return;
        app.Services.GetRequiredService<SandboxWorld>().Odoo.Address = new Uri(own, Root);
        var ct = app.Lifetime.ApplicationStopping;
        var planId = Guid.Empty;
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(ct))
        {
            await db.AloneAsync(async () => planId = await app.Services.GetRequiredService<SandboxPlan>().EnsureAsync(new Uri(own, Root).AbsoluteUri, ct), ct);
        }

        await app.Services.GetRequiredService<PlanChecks>().CheckAsync(planId, Actor.System("Sandbox"), ct);
    }
}

/// <summary>Whether the sandbox runs inside this program.</summary>
public sealed record SandboxSwitch(bool IsOn);
