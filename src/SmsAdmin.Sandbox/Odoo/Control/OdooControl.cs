using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmsAdmin.Sandbox.Odoo.Control;

/// <summary>The strings of one Odoo server. Bodies must be JSON, so that a foreign page's form cannot pull them.</summary>
internal static class OdooControl
{
    private static readonly int[] Redirects = [301, 302, 303, 307, 308];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/settings", (SandboxWorld world, string server) => world.Odoo.Find(server) is { } found ? SandboxJson.Answer(found.Settings) : NoServer(server));
        endpoints.MapPost("/settings", PutSettings);
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

    internal static IResult NoServer(string server) => Refused($"There is no server '{server}': there are {string.Join(", ", OdooWorld.Keys)}.");

    internal static IResult Refused(string text) => Results.Json(new { text }, SandboxJson.Options, statusCode: StatusCodes.Status400BadRequest);
}
