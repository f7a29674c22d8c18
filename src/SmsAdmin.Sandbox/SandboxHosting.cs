using Microsoft.Extensions.DependencyInjection.Extensions;
using SmsAdmin.Sandbox.Control;
using SmsAdmin.Sandbox.Handset;
using SmsAdmin.Sandbox.Ledger;
using SmsAdmin.Sandbox.Odoo;
using SmsAdmin.Sandbox.Odoo.Control;
using SmsAdmin.Sandbox.Sinch;

namespace SmsAdmin.Sandbox;

/// <summary>How a host takes the sandbox in.</summary>
public static class SandboxHosting
{
    /// <summary>Adds the one <see cref="SandboxWorld"/>. Its clock is the registered <see cref="TimeProvider"/>, if there is one.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SandboxWorld>();
        return services;
    }

    /// <summary>
    /// Maps the pretend Sinch at <c>{root}/sinch/{region}/xms/v1/{service_plan_id}/…</c>, the pretend Odoo servers at
    /// <c>{root}/odoo/{17, 18, 19, 19.1}/…</c>, <c>{root}/ledger</c>, <c>{root}/handset/{number}</c>,
    /// <c>{root}/magic-numbers</c>, <c>{root}/control/…</c> and <c>{root}/odoo/{server}/control/…</c>. None asks for a
    /// sign-in of its host: Sinch and Odoo have checks of their own, with tokens that everybody knows.
    /// </summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="root"><c>/sandbox</c> inside another program, empty alone.</param>
    /// <param name="gate">Who gets in; the others get 403. Both servers post to whatever address they are told. Null lets everybody.</param>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder endpoints, string root, Func<HttpContext, bool>? gate = null)
    {
        var sandbox = endpoints.MapGroup(root).AllowAnonymous().ExcludeFromDescription();
        if (gate is not null)
            sandbox.AddEndpointFilter((context, next) =>
                gate(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(Results.StatusCode(StatusCodes.Status403Forbidden)));
        sandbox.Map("/sinch/{region}/xms/v1/{servicePlanId}/{**rest}", (HttpContext http) => SinchDoor.HandleAsync(
            http,
            http.RequestServices.GetRequiredService<SandboxWorld>(),
            (string)http.GetRouteValue("region")!,
            (string)http.GetRouteValue("servicePlanId")!,
            (string?)http.GetRouteValue("rest")));
        sandbox.Map("/odoo/{server}/{**rest}", (HttpContext http) => OdooDoor.HandleAsync(
            http,
            http.RequestServices.GetRequiredService<SandboxWorld>(),
            (string)http.GetRouteValue("server")!,
            (string?)http.GetRouteValue("rest")));
        LedgerEndpoints.Map(sandbox);
        HandsetEndpoints.Map(sandbox);
        ControlEndpoints.Map(sandbox.MapGroup("/control"));
        OdooControl.Map(sandbox.MapGroup("/odoo/{server}/control"));
        return endpoints;
    }
}
