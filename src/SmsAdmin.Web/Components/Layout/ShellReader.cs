using System.Reflection;
using System.Security.Claims;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Alerts;
using SmsAdmin.Core.Credentials;
using SmsAdmin.Core.Messaging;
using SmsAdmin.Core.Odoo;
using SmsAdmin.Web.Components.Shared;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Web.Components.Layout;

/// <summary>Asks the rooms for what the frame around every page shows.</summary>
public sealed class ShellReader(Plans plans, AlertBook alerts, Traffic traffic, Connections odoos, SandboxSwitch sandbox)
{
    private static readonly string Version = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3);

    /// <summary>What is known before anybody is asked: nothing of plans and queue.</summary>
    public static ShellState Before(ClaimsPrincipal user, string host) => new(false, null, null, null, null, user.Name(), user.Role(), 0, [], false, Version, host);

    /// <param name="user">Who looks. Somebody without a role learns nothing of plans and queue.</param>
    /// <param name="host">The name that they reach this console by.</param>
    public async Task<ShellState> ReadAsync(ClaimsPrincipal user, string host, CancellationToken ct)
    {
        var role = user.Role();
        if (!Roles.All.Contains(role)) return Before(user, host);
        var plan = await plans.DefaultAsync(ct);
        return new ShellState(
            plan?.IsSandbox ?? false,
            plan?.Name,
            plan?.Region,
            PlanWords.Sender(plan?.Sender),
            plan is null ? null : PlanWords.Problem(plan),
            user.Name(),
            role,
            await traffic.WaitingAsync(ct),
            await alerts.OpenAsync(ct),
            sandbox.IsOn,
            Version,
            host)
        {
            OdooDiffering = await odoos.DifferingAsync(ct),
        };
    }
}
