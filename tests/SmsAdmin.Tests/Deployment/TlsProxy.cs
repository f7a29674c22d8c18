using System.Net;

namespace SmsAdmin.Tests.Deployment;

/// <summary>What a proxy that speaks TLS does for the program: says so, and keeps the cookies of a browser that came by https.</summary>
internal sealed class TlsProxy() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    private static readonly Uri Outside = new("https://sms.example.com/");

    private readonly CookieContainer _cookies = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Forwarded-Proto", Outside.Scheme);
        request.Headers.Add("X-Forwarded-Host", Outside.Host);
        if (_cookies.GetCookieHeader(Outside) is { Length: > 0 } kept) request.Headers.Add("Cookie", kept);
        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []) _cookies.SetCookies(Outside, cookie);
        return answer;
    }
}
