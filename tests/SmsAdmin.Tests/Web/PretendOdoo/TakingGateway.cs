using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Tests.Web.PretendOdoo;

/// <summary>Takes every text that an Odoo hands over, on a loopback port of its own.</summary>
internal sealed class TakingGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TakingGateway(WebApplication app) => _app = app;

    /// <summary>For <c>sms.endpoint</c>: without a slash at its end.</summary>
    public string Address => _app.Urls.Single();

    public static async Task<TakingGateway> StartAsync(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/api/sms/3/send", (JsonObject call) => Results.Json(new
        {
            jsonrpc = "2.0",
            id = call["id"],
            result = call["params"]!["messages"]!.AsArray().SelectMany(message => message!["numbers"]!.AsArray())
                .Select(number => new { uuid = (string)number!["uuid"]!, state = "processing" }),
        }));
        await app.StartAsync(ct);
        return new TakingGateway(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
