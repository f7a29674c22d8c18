using Microsoft.Net.Http.Headers;

namespace SmsAdmin.Web.Api;

/// <summary>The key that a program shows: <c>Authorization: Bearer sms_…</c>, at each of its doors.</summary>
internal static class BearerKey
{
    private const string Scheme = "Bearer ";

    public static string? In(HttpRequest request) =>
        request.Headers.TryGetValue(HeaderNames.Authorization, out var given) && given is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
