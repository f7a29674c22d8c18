using System.Net;
using System.Security.Cryptography;
using System.Text;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Messaging;

namespace SmsAdmin.Web.Hosting;

/// <summary>Who may read <c>/metrics</c>, beside a signed-in administrator: <c>Metrics</c> in the configuration. By itself nobody.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";
    public const int ShortestToken = 16;

    /// <summary>A scraper that sends it as a bearer token may read. 16 characters or more.</summary>
    public string? Token { get; set; }

    /// <summary>Networks whose addresses may read without a token, as 127.0.0.0/8. A proxy on such an address lets everybody read.</summary>
    public string[] AllowedNetworks { get; set; } = [];
}

/// <summary>Counts for Prometheus at <c>/metrics</c>, and for an OpenTelemetry collector where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
internal static class Metrics
{
    public const string Path = "/metrics";
    private const string Policy = "Metrics";

    public static void AddMetrics(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(MetricsOptions.Section).Get<MetricsOptions>() ?? new MetricsOptions();
        if (options.Token is { Length: > 0 and < MetricsOptions.ShortestToken }) throw new InvalidOperationException($"Metrics:Token is shorter than {MetricsOptions.ShortestToken} characters. Give a longer one, or none.");
        var networks = Array.ConvertAll(options.AllowedNetworks, given => IPNetwork.TryParse(given, out var network)
            ? network
            : throw new InvalidOperationException($"Metrics:AllowedNetworks holds “{given}”. Give networks as 127.0.0.0/8 or 10.1.0.0/16."));

        builder.Services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.RequireAssertion(context =>
            context.User.IsInRole(Roles.Admin) || (context.Resource is HttpContext http && (HasToken(http, options.Token) || IsWithin(http, networks)))));
        builder.Services.AddOpenTelemetry().ConfigureResource(program => program.AddService("smsadmin")).WithMetrics(all =>
        {
            all.AddMeter(Meters.MeterName).AddPrometheusExporter();
            if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) all.AddOtlpExporter();
        });
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint(Path).RequireAuthorization(Policy);

    private static bool HasToken(HttpContext http, string? token) => !string.IsNullOrEmpty(token)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));

    private static bool IsWithin(HttpContext http, IPNetwork[] networks) =>
        http.Address() is { } address && Array.Exists(networks, network => network.Contains(address));
}
