using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Tests.Support;

/// <summary>A real HTTP server on a port of its own that answers as the test says, and remembers what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>Every request in the order of arrival.</summary>
    public ConcurrentQueue<ScriptedRequest> Requests { get; } = new();

    public ScriptedRequest Only => Assert.Single(Requests);

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Root { get; private set; } = "";

    /// <param name="answer">What to do for each request, its body read already.</param>
    /// <param name="tls">Whether to speak TLS with a certificate that nobody trusts.</param>
    public static async Task<ScriptedServer> StartAsync(Func<HttpContext, ScriptedRequest, Task> answer, bool tls = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (tls)
                listen.UseHttps(UntrustedCertificate());
        }));

        var app = builder.Build();
        var server = new ScriptedServer(app);
        app.Run(async context =>
        {
            var request = await ScriptedRequest.ReadAsync(context.Request);
            server.Requests.Enqueue(request);
            await answer(context, request);
        });

        await app.StartAsync();
        server.Root = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return server;
    }

    /// <summary>One answer for everything.</summary>
    public static Task<ScriptedServer> StartAsync(int status, string body = "", string contentType = "application/json", bool tls = false) =>
        StartAsync((context, _) => WriteAsync(context, status, body, contentType), tls);

    public static async Task WriteAsync(HttpContext context, int status, string body, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        if (body.Length == 0)
            return;

        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    /// <summary>An address on which nothing listens.</summary>
    public static string DeadRoot()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static X509Certificate2 UntrustedCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}

/// <summary>A request as it arrived.</summary>
public sealed record ScriptedRequest(string Method, string PathAndQuery, IHeaderDictionary Headers, string Body)
{
    internal static async Task<ScriptedRequest> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = new HeaderDictionary(request.Headers.ToDictionary());
        return new ScriptedRequest(request.Method, target, headers, await reader.ReadToEndAsync());
    }
}
