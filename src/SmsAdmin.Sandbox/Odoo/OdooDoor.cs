using System.Text;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Gateway;
using SmsAdmin.Sandbox.Odoo.Rpc;
using SmsAdmin.Sandbox.Odoo.Sms;
using SmsAdmin.Sandbox.Sinch.Wire;

namespace SmsAdmin.Sandbox.Odoo;

/// <summary>What every request to a pretend Odoo meets: first how the server is told to misbehave, then its path.</summary>
internal static class OdooDoor
{
    public static async Task HandleAsync(HttpContext http, SandboxWorld world, string key, string? rest)
    {
        if (world.Odoo.Find(key) is not { } server)
        {
            await OdooPages.NotFound.WriteAsync(http.Response);
            return;
        }
        if (server.Settings.DelayMs is > 0 and var ms)
            await Task.Delay(TimeSpan.FromMilliseconds(ms), world.Time, http.RequestAborted);
        if (server.Settings.Down == "abort")
        {
            http.Abort();
            return;
        }
        var path = $"/{rest}";
        var start = http.Request.Path.Value!.LastIndexOf($"/odoo/{key}", http.Request.Path.Value.Length - (rest?.Length ?? 0) - 1, StringComparison.Ordinal);
        var @base = $"{http.Request.PathBase}{http.Request.Path.Value[..start]}/odoo/{key}";
        if (http.Request.Host.HasValue)
            server.IsReachedAt(new Uri($"{http.Request.Scheme}://{http.Request.Host}{@base}"));
        var request = await OdooRequest.ReadAsync(http, path, @base);
        var answer = Misbehave(server.Settings, request) ?? await AnswerAsync(server, request);
        await answer.WriteAsync(http.Response);
    }

    private static Answer? Misbehave(OdooSettings settings, OdooRequest request) => settings switch
    {
        { Down: "503" } => OdooPages.Unavailable,
        { RedirectTo: { } to } => OdooPages.Redirect($"{to.TrimEnd('/')}{request.Path}{request.Query}", settings.RedirectStatus),
        { Answer: { } fixedOne } => new Answer(fixedOne.Status, Encoding.UTF8.GetBytes(fixedOne.Body), fixedOne.ContentType),
        _ => null,
    };

    private static Task<Answer> AnswerAsync(OdooServer server, OdooRequest request) => request.Segments switch
    {
        ["jsonrpc"] => JsonRpc.LegacyAsync(server, request),
        ["web", "session", "authenticate"] => JsonRpc.AnswerAsync(server, request, body => ValueTask.FromResult(WebSession.Authenticate(server, body))),
        ["web", "webclient", "version_info"] => JsonRpc.AnswerAsync(server, request, _ =>
            ValueTask.FromResult<JsonNode?>(server.Version.Describe(server.Settings.Enterprise))),
        ["sms", "status"] => SmsStatus.AnswerAsync(server, request),
        ["ipai", "sms", ..] => GatewayDoor.AnswerAsync(server, request),
        ["json", "2", ..] when server.Version.HasJson2 => Json2.AnswerAsync(server, request),
        _ => Task.FromResult(Page(server, request)),
    };

    private static Answer Page(OdooServer server, OdooRequest request) => request.Segments switch
    {
        [] => OdooPages.Redirect(request.Base + server.Version.Home),
        ["web", "version"] or ["json", "version"] when server.Version.HasJson2 => OdooPages.Json(200, new JsonObject
        {
            ["version_info"] = server.Version.Info(server.Settings.Enterprise),
            ["version"] = server.Version.Full(server.Settings.Enterprise),
        }),
        ["web", "health"] => OdooPages.Json(200, new JsonObject { ["status"] = "pass" }) with { ContentType = "application/json", Header = ("Cache-Control", "no-store") },
        ["web", "login"] => server.IsMulti ? OdooPages.Redirect($"{request.Base}/web/database/selector") : OdooPages.Login,
        ["web"] => ToLogin(request),
        // A reader's page: 18 leads whatever lies under /json to the login, and a prefix too many ends in Odoo's own pages
        ["json", ..] when server.Version.Major == 18 && !server.IsMulti => ToLogin(request),
        ["odoo", ..] when server.Version.Major >= 18 => request.Method == "POST" ? OdooPages.SessionExpired : ToLogin(request),
        _ => server.IsMulti ? OdooPages.NoDatabase : OdooPages.NotFound,
    };

    private static Answer ToLogin(OdooRequest request) =>
        OdooPages.Redirect($"{request.Base}/web/login?redirect={Uri.EscapeDataString($"{request.Path.TrimEnd('/')}?")}");
}
