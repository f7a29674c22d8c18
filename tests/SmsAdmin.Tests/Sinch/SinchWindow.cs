using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Core.Words;

namespace SmsAdmin.Tests.Sinch;

/// <summary>The real window, as the program registers it.</summary>
internal sealed class SinchWindow : IAsyncDisposable
{
    public const string Plan = "4f1c2d3e";
    public const string Token = "a-token-of-this-test";

    private readonly ServiceProvider _services;

    public SinchWindow(TimeProvider? time = null, params (string Key, string Value)[] settings)
        : this(null, time, settings)
    {
    }

    /// <summary>Over connections that a test makes.</summary>
    public SinchWindow(Func<ValueTask<Stream>> connect)
        : this(connect, null, [])
    {
    }

    private SinchWindow(Func<ValueTask<Stream>>? connect, TimeProvider? time, (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build());
        if (time is not null)
            services.AddSingleton(time);
        services.AddSinch();
        if (connect is not null) services.AddHttpClient(SinchWire.PrivateClient).UseSocketsHttpHandler((handler, _) => handler.ConnectCallback = (_, _) => connect());
        _services = services.BuildServiceProvider();
    }

    public SinchClient Client => _services.GetRequiredService<SinchClient>();

    public RegionProbe Probe => _services.GetRequiredService<RegionProbe>();

    public static SinchEndpoint At(string baseUrl) =>
        Assert.IsType<EndpointOutcome.Ready>(SinchEndpoint.Create(Plan, new Secret(Token), null, baseUrl, allowsPrivateHost: true)).Endpoint;

    public static string Fixture(string path) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "sinch", path));

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
