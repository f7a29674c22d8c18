using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.OdooRpc;

/// <summary>An answer over HTTP.</summary>
/// <param name="Json">What a JSON body holds; undefined for any other.</param>
/// <param name="Text">The body of an answer that is not JSON.</param>
internal sealed record OdooReply(int Status, JsonElement Json, string Text, string? Location)
{
    public bool IsJson => Json.ValueKind != JsonValueKind.Undefined;

    public bool IsRedirect => Status is >= 300 and < 400;
}

/// <summary>One call over HTTP: sends once, reads the answer. Nothing is followed and nothing tried again.</summary>
internal sealed class OdooWire(IHttpClientFactory clients, IOptions<OdooOptions> options, TimeProvider time)
{
    public const string PublicClient = "Odoo";
    public const string PrivateClient = "Odoo.Private";

    // A module list of a large server is a few hundred kilobytes.
    private const int Longest = 4 * 1024 * 1024;

    private readonly HttpClient _public = clients.CreateClient(PublicClient);
    private readonly HttpClient _private = clients.CreateClient(PrivateClient);

    public TimeSpan InstallTimeout => options.Value.InstallTimeout;

    public Task<OdooResult<OdooReply>> GetAsync(OdooEndpoint endpoint, string path, CancellationToken ct) =>
        SendAsync(endpoint, HttpMethod.Get, path, null, isSignedIn: false, null, ct);

    /// <param name="isSignedIn">The key goes along as bearer, and the database as a header.</param>
    /// <param name="timeout">Another limit than the options'.</param>
    public Task<OdooResult<OdooReply>> PostAsync(OdooEndpoint endpoint, string path, JsonObject body, bool isSignedIn, TimeSpan? timeout, CancellationToken ct) =>
        SendAsync(endpoint, HttpMethod.Post, path, body, isSignedIn, timeout, ct);

    private async Task<OdooResult<OdooReply>> SendAsync(
        OdooEndpoint endpoint, HttpMethod method, string path, JsonObject? body, bool isSignedIn, TimeSpan? timeout, CancellationToken ct)
    {
        if (endpoint.IsForbidden) return Failed(new OdooFailure(OdooFailureKind.AddressNotAllowed));
        using var request = new HttpRequestMessage(method, endpoint.At(path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (isSignedIn)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"bearer {endpoint.Credential.Reveal()}");
            if (endpoint.Database is { } database) request.Headers.TryAddWithoutValidation("X-Odoo-Database", database);
        }

        if (body is not null) request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var limit = new CancellationTokenSource(timeout ?? options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            var http = endpoint.AllowsPrivateHost ? _private : _public;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var (read, isCut) = await BoundedBody.ReadAsync(response.Content, Longest, either.Token);
            var json = isCut ? default : Parse(read, response.Content.Headers.ContentType?.MediaType);
            return new OdooResult<OdooReply>.Answered(new OdooReply(
                (int)response.StatusCode, json, json.ValueKind == JsonValueKind.Undefined ? System.Text.Encoding.UTF8.GetString(read.Span) : "",
                Target(request.RequestUri!, response.Headers.Location, path)));
        }
        catch (Exception fault) when (NetworkFailure.Explains(fault) && !ct.IsCancellationRequested)
        {
            return Failed(Of(NetworkFailure.KindOf(fault, callerGaveUp: false)));
        }
    }

    private static OdooFailure Of(FailureKind kind) => new(
        kind switch
        {
            FailureKind.Timeout => OdooFailureKind.Timeout,
            FailureKind.TlsFailed => OdooFailureKind.TlsFailed,
            FailureKind.AddressNotAllowed => OdooFailureKind.AddressNotAllowed,
            FailureKind.NotHttp => OdooFailureKind.NotOdoo,
            _ => OdooFailureKind.Unreachable,
        },
        Network: kind);

    private static JsonElement Parse(ReadOnlyMemory<byte> body, string? mediaType)
    {
        if (mediaType != "application/json" || body.IsEmpty) return default;
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // Where to, as an address to type: without the call's own path, and without query and name, which may hold a secret.
    private static string? Target(Uri asked, Uri? location, string path)
    {
        if (location is null) return null;
        var target = new Uri(asked, location).GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return target.EndsWith(path, StringComparison.Ordinal) ? target[..^path.Length] : target;
    }

    private static OdooResult<OdooReply>.Failed Failed(OdooFailure failure) => new(failure);
}
