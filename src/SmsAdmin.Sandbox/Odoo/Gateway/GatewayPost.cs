using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmsAdmin.Sandbox.Odoo.Orm;

namespace SmsAdmin.Sandbox.Odoo.Gateway;

/// <summary>
/// The post of a custom provider: to <c>base_url</c> exactly as it is stored, with the token of the system parameter that
/// <c>auth_param_key</c> names. The other kinds of provider would call Twilio, Infobip or Vonage; here nothing leaves the machine.
/// </summary>
/// <param name="Fault">Why nothing is posted; null where it is.</param>
internal sealed record GatewayPost(string Url, string? Token, string Body, TimeSpan Patience, string? Fault)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static GatewayPost Of(Database database, Row message, Row? provider)
    {
        var url = provider?.Text("base_url") ?? "";
        var payload = new JsonObject
        {
            ["to"] = message["to_number"].DeepClone(),
            // Python's False where the provider has no sender
            ["from"] = message["from_number"].DeepClone(),
            ["body"] = message["body"].DeepClone(),
        };
        var token = provider?.Text("auth_param_key") is { Length: > 0 } key ? database.Parameter(key) : null;
        return new GatewayPost(url, token, payload.ToJsonString(), TimeSpan.FromSeconds(provider?.Number("timeout") ?? 0), provider?.Text("provider_type") switch
        {
            null => "No provider configured",
            "custom" when url.Length == 0 => "Custom API URL not configured",
            "custom" => null,
            var other => $"The sandbox calls no {other}.",
        });
    }

    /// <summary>The answer's object, or the error in the words of Python's requests.</summary>
    public async Task<(JsonObject? Answer, string? Error)> SendAsync(TimeProvider time)
    {
        if (Fault is not null)
            return (null, Fault);
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return (null, $"Invalid URL '{Url}': No scheme supplied. Perhaps you meant https://{Url}?");
        var place = $"{(url.Scheme == "https" ? "HTTPS" : "HTTP")}ConnectionPool(host='{url.Host}', port={url.Port}): ";
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            if (!string.IsNullOrEmpty(Token))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
            using var patience = new CancellationTokenSource(Patience, time);
            using var response = await Http.SendAsync(request, patience.Token);
            var status = (int)response.StatusCode;
            if (status >= 400)
                return (null, $"{status} {(status < 500 ? "Client" : "Server")} Error: {response.ReasonPhrase} for url: {Url}");
            return JsonNode.Parse(await response.Content.ReadAsStringAsync(patience.Token)) is JsonObject answer ? (answer, null) : (null, "'list' object has no attribute 'get'");
        }
        catch (JsonException)
        {
            return (null, "Expecting value: line 1 column 1 (char 0)");
        }
        catch (OperationCanceledException)
        {
            return (null, $"{place}Read timed out. (read timeout={Patience.TotalSeconds:0})");
        }
        catch (HttpRequestException fault)
        {
            return (null, $"{place}Max retries exceeded with url: {url.AbsolutePath} (Caused by NewConnectionError('Failed to establish a new connection: {(fault.InnerException as SocketException)?.Message ?? fault.Message}'))");
        }
    }
}
