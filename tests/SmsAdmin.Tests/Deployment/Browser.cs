using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Deployment;

/// <summary>A visitor behind the proxy who can open a circuit too, with the same cookies.</summary>
public sealed class Browser : IDisposable
{
    private readonly Uri _address;
    private readonly CookieContainer _cookies;
    private readonly Func<X509Certificate?, bool> _trusts;
    private readonly Claims _claims;

    internal Browser(Uri address, HttpMessageHandler way, CookieContainer cookies, Func<X509Certificate?, bool> trusts)
    {
        (_address, _cookies, _trusts, _claims) = (address, cookies, trusts, new Claims(way));
        Visitor = new Visitor(address, _claims);
    }

    public Visitor Visitor { get; }

    /// <summary>The instance that its cookie binds it to.</summary>
    public string Instance => _cookies.GetCookies(_address)[Deployed.InstanceCookie]?.Value ?? "";

    /// <summary>Adds a header to each request.</summary>
    public void Says(string header, string value) => _claims.Headers.Add((header, value));

    /// <summary>Opens the web socket of a circuit and says hello; what is answered.</summary>
    public async Task<string> ShakeHandsAsync(string path, CancellationToken ct)
    {
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        socket.Options.Proxy = null;
        socket.Options.RemoteCertificateValidationCallback = (_, shown, _, _) => _trusts(shown);
        socket.Options.SetRequestHeader("Origin", _address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(new Uri(_address, path)) { Scheme = "wss" }.Uri, ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, endOfMessage: true, ct);
        var buffer = new byte[256];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), ct);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    public void Dispose() => Visitor.Dispose();

    private sealed class Claims(HttpMessageHandler way) : DelegatingHandler(way)
    {
        public List<(string Name, string Value)> Headers { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var (name, value) in Headers) request.Headers.Add(name, value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
