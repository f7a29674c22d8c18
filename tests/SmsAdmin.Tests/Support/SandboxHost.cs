using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmsAdmin.Sandbox;

namespace SmsAdmin.Tests.Support;

/// <summary>The sandbox alone, over real HTTP on a loopback port of its own.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];
    private HttpClient? _odoo;
    private HttpClient? _backstage;

    private SandboxHost(WebApplication app)
    {
        _app = app;
        BaseAddress = new Uri(app.Urls.Single());
        World = app.Services.GetRequiredService<SandboxWorld>();
    }

    /// <summary>Such as <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The same world that the endpoints serve.</summary>
    public SandboxWorld World { get; }

    public static async Task<SandboxHost> StartAsync(TimeProvider? time = null)
    {
        var app = SandboxProgram.Build(["--urls", "http://127.0.0.1:0"], services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            if (time is not null)
                services.AddSingleton(time);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SandboxHost(app);
    }

    /// <summary>What stands before <c>/xms/v1/…</c> for a region's clients.</summary>
    public Uri SinchBase(string region = "us") => new(BaseAddress, $"sinch/{region}");

    /// <summary>A plain client of one plan's API, relative addresses such as <c>batches</c>.</summary>
    public HttpClient Sinch(string region = "us", string? plan = null, string? token = null)
    {
        var client = Client(new Uri(BaseAddress, $"sinch/{region}/xms/v1/{plan ?? $"sandbox-{region}"}/"));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token ?? $"token-{region}");
        return client;
    }

    /// <summary>Calls the pretend Odoo servers, <c>odoo/19/jsonrpc</c>; follows no redirect.</summary>
    public HttpClient Odoo => _odoo ??= Client(BaseAddress);

    /// <summary>A server's base URL, as a person would type it.</summary>
    public Uri OdooBase(string server = "19") => new(BaseAddress, $"odoo/{server}");

    /// <summary>Behind the scenes: <c>ledger</c>, <c>handset/…</c>, <c>control/…</c>. One client: a loop that asks until something is so opens one connection.</summary>
    public HttpClient Backstage => _backstage ??= Client(BaseAddress);

    /// <summary>Pulls a string: <c>plans</c>, <c>clock</c>, <c>inbounds</c>, <c>callbacks</c>, <c>reset</c>.</summary>
    public async Task<JsonElement> ControlAsync(string what, object body)
    {
        using var response = await Backstage.PostAsJsonAsync($"control/{what}", body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>Pulls a string of an Odoo: <c>down</c>, <c>busy</c> and the like.</summary>
    public async Task ControlOdooAsync(string version, object settings)
    {
        using var response = await Backstage.PostAsJsonAsync($"odoo/{version}/control/settings", settings, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.DisposeAsync();
    }

    private HttpClient Client(Uri address)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address };
        lock (_clients)
            _clients.Add(client);
        return client;
    }
}
