using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SmsAdmin.Sandbox.Odoo.Control;

/// <summary>The strings of one Odoo server. Bodies must be JSON, so that a foreign page's form cannot pull them.</summary>
internal static class OdooControl
{
    private static readonly int[] Redirects = [301, 302, 303, 307, 308];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/settings", (SandboxWorld world, string server) => world.Odoo.Find(server) is { } found ? SandboxJson.Answer(found.Settings) : NoServer(server));
        endpoints.MapPost("/settings", PutSettings);
        endpoints.MapGet("/parameters", (SandboxWorld world, string server, string? database) => At(world, server, database, desk => SandboxJson.Answer(desk.Parameters)));
        endpoints.MapPost("/parameters", (SandboxWorld world, string server, ParameterChange change) => At(world, server, change.Database, desk =>
            desk.SetParameter(change.User, change.Key, change.Value) ? Results.NoContent() : Refused($"There is no user '{change.User}'.")));
        endpoints.MapPost("/users", (SandboxWorld world, string server, UserChange change) => At(world, server, change.Database, desk =>
            desk.SetUser(change.User, change.TwoFactor, change.Active, change.Password) ? Results.NoContent() : Refused($"There is no user '{change.User}'.")));
        endpoints.MapPost("/keys", (SandboxWorld world, string server, KeyChange change) => At(world, server, change.Database, desk =>
            desk.SetKey(change.Key, change.Expired) ? Results.NoContent() : Refused("There is no such key.")));
        endpoints.MapGet("/sms", (SandboxWorld world, string server, string? database) => At(world, server, database, desk => SandboxJson.Answer(desk.Texts)));
        endpoints.MapPost("/sms", async (SandboxWorld world, string server, Composed composed) => world.Odoo.Desk(server, composed.Database) is { } desk
            ? SandboxJson.Answer(new { Queued = await desk.ComposeAsync(composed.Numbers, composed.Body) })
            : NoServer(server));
        endpoints.MapPost("/resend", async (SandboxWorld world, string server, Resend resend) => world.Odoo.Desk(server, resend.Database) is { } desk
            ? SandboxJson.Answer(new { Resent = await desk.ResendFailedAsync() })
            : NoServer(server));
        endpoints.MapGet("/gateway", (SandboxWorld world, string server, string? database) => At(world, server, database, desk => SandboxJson.Answer(desk.GatewayTexts)));
        endpoints.MapPost("/gateway", async (SandboxWorld world, string server, GatewaySms sms) => world.Odoo.Desk(server, sms.Database) is not { } desk
            ? NoServer(server)
            : await desk.SendByGatewayAsync(sms.To, sms.Body) ? Results.NoContent() : Refused("ipai_sms_gateway is not installed there, or has no provider."));
        endpoints.MapPost("/scheduled", async (SandboxWorld world, string server, Scheduled scheduled) => world.Odoo.Desk(server, scheduled.Database) is { } desk
            ? SandboxJson.Answer(new { Tried = await desk.RunScheduledAsync() })
            : NoServer(server));
        endpoints.MapPost("/reset", (SandboxWorld world, string server, JsonObject _) =>
        {
            world.Odoo.Reset(server);
            return Results.NoContent();
        });
    }

    /// <summary>Changes what the body names: <c>{"down": null}</c> brings the server up again.</summary>
    private static IResult PutSettings(SandboxWorld world, string server, JsonObject change)
    {
        if (world.Odoo.Find(server) is not { } found)
            return NoServer(server);
        var after = JsonSerializer.SerializeToNode(found.Settings, SandboxJson.Options)!.AsObject();
        foreach (var (name, value) in change)
            after[name] = value?.DeepClone();
        OdooSettings settings;
        try
        {
            settings = after.Deserialize<OdooSettings>(SandboxJson.Options)!;
        }
        catch (JsonException fault)
        {
            return Refused(fault.Message);
        }
        if (settings.Down is not (null or "503" or "abort"))
            return Refused("down must be 503, abort or null.");
        if (!Redirects.Contains(settings.RedirectStatus))
            return Refused("redirect_status must be 301, 302, 303, 307 or 308.");
        if (settings.DelayMs < 0 || settings.InstallDelayMs < 0)
            return Refused("delays cannot be negative.");
        found.Settings = settings;
        return SandboxJson.Answer(settings);
    }

    private static IResult At(SandboxWorld world, string server, string? database, Func<OdooDesk, IResult> act) =>
        world.Odoo.Desk(server, database) is { } desk ? act(desk) : NoServer(server);

    private static IResult NoServer(string server) => Refused($"There is no such server or database: servers are {string.Join(", ", OdooWorld.Keys)}, databases odoo and shop; not '{server}'.");

    private static IResult Refused(string text) => Results.Json(new { text }, SandboxJson.Options, statusCode: StatusCodes.Status400BadRequest);

    private sealed record ParameterChange(string User, string Key, string? Value, string? Database);

    private sealed record UserChange(string User, [property: JsonPropertyName("two_factor")] bool? TwoFactor, bool? Active, string? Password, string? Database);

    private sealed record KeyChange(string Key, bool Expired, string? Database);

    private sealed record Composed(string[] Numbers, string Body, string? Database);

    private sealed record Resend(string? Database);

    private sealed record GatewaySms(string To, string Body, string? Database);

    private sealed record Scheduled(string? Database);
}
