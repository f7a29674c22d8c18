using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SmsAdmin.Core.Accounts;
using SmsAdmin.Core.Words;
using SmsAdmin.Tests.Support;
using SmsAdmin.Web.Hosting;

namespace SmsAdmin.Tests.Deployment;

/// <summary>Two instances, each a process, on one PostgreSQL, behind HAProxy with the configuration that docs/deploy offers.</summary>
public sealed class Deployed : IAsyncLifetime
{
    public const string Email = "anna@example.com";
    public const string Password = "four words make one";
    public const string InstanceCookie = "smsadmin.instance";

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("smsadmin-proxy-");
    private readonly Dictionary<string, StartedProgram> _instances = [];
    private SandboxHost _sandbox = null!;
    private StartedProgram _proxy = null!;
    private string _thumbprint = "";

    /// <summary>The rooms on the same database, to look past the doors.</summary>
    public TestRooms Rooms { get; private set; } = null!;

    /// <summary>Where the outside reaches it, by TLS.</summary>
    public Uri Address { get; private set; } = null!;

    public Uri PlainAddress { get; private set; } = null!;

    public IReadOnlyCollection<string> Instances => _instances.Keys;

    /// <summary>A program with a key, which keeps no cookies.</summary>
    public HttpClient Program { get; private set; } = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sandbox = await SandboxHost.StartAsync();
        Rooms = await TestRooms.StartAsync(directory: _place, engine: Engine.Postgres);
        var plan = await Rooms.AddPlanAsync(_sandbox);
        var key = Assert.IsType<ApiKeyOutcome.Created>(await Rooms.Get<ApiKeys>().CreateAsync(new ApiKeyDraft("Odoo", plan, "Acme", ApiScopes.MessagesSend, null), TestRooms.Anna, Ct));
        foreach (var name in (string[])["one", "two"]) _instances[name] = await StartInstanceAsync(name);
        (Address, PlainAddress) = (new UriBuilder(StartedProgram.FreeAddress()) { Scheme = "https" }.Uri, StartedProgram.FreeAddress());
        _proxy = await StartedProgram.StartAsync("/usr/sbin/haproxy", ["-W", "-f", Repository.Path("docs/deploy/haproxy.cfg")], _place.FullName, Address, new Dictionary<string, string>
        {
            ["SMSADMIN_HTTP"] = PlainAddress.Authority,
            ["SMSADMIN_HTTPS"] = Address.Authority,
            ["SMSADMIN_TLS"] = MakeCertificate(),
            ["SMSADMIN_ONE"] = _instances["one"].Address.Authority,
            ["SMSADMIN_TWO"] = _instances["two"].Address.Authority,
        }, "Loading success");
        Program = new HttpClient(Way(cookies: null)) { BaseAddress = Address };
        Program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key.Reveal());
    }

    /// <summary>Somebody with a browser and an empty cookie jar.</summary>
    /// <param name="from">The address of this machine that they come from.</param>
    public Browser Browse(string? from = null)
    {
        var cookies = new CookieContainer();
        return new Browser(Address, Way(cookies, from), cookies, Trusts);
    }

    /// <summary>How to get there by TLS, trusting the certificate of this test alone.</summary>
    public SocketsHttpHandler Way(CookieContainer? cookies = null, string? from = null) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = cookies is not null,
        CookieContainer = cookies ?? new CookieContainer(),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => Trusts(shown) },
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (from is not null) socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync(string instance)
    {
        Assert.True(_instances.Remove(instance, out var killed), instance);
        await killed.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Program.Dispose();
        await _proxy.DisposeAsync();
        foreach (var instance in _instances.Values) await instance.DisposeAsync();
        await Rooms.DisposeAsync();
        await _sandbox.DisposeAsync();
    }

    private async Task<StartedProgram> StartInstanceAsync(string name)
    {
        var storage = await TestStorage.OpenAsync(_place, Engine.Postgres);
        var settings = storage.Settings().ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
        settings["Storage__Directory"] = _place.CreateSubdirectory(name).FullName;
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        settings[Preparation.AdminEmailKey] = Email;
        settings[Preparation.AdminPasswordKey] = Password;
        var program = Path.Combine(AppContext.BaseDirectory, "SmsAdmin.Web.dll");
        return await StartedProgram.StartAsync("dotnet", [program], settings["Storage__Directory"], StartedProgram.FreeAddress(), settings, "listens on");
    }

    private bool Trusts(X509Certificate? shown) => shown?.GetCertHashString() == _thumbprint;

    private string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        _thumbprint = certificate.GetCertHashString();
        var file = Path.Combine(_place.FullName, "tls.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return file;
    }
}
