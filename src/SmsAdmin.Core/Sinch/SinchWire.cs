using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using SmsAdmin.Core.Net;

namespace SmsAdmin.Core.Sinch;

/// <summary>One call over HTTP: sends once, reads the answer, says what became of it. Nothing is tried again here.</summary>
internal sealed class SinchWire(IHttpClientFactory clients, IOptions<SinchOptions> options, TimeProvider time)
{
    /// <summary>Connects to public addresses only.</summary>
    public const string PublicClient = "Sinch";

    /// <summary>
    /// Connects to private ones too. A client of its own and not a mark on the request: connections are kept by host,
    /// and one that a plan was allowed to open must not serve another that was not.
    /// </summary>
    public const string PrivateClient = "Sinch.Private";

    private readonly HttpClient _public = clients.CreateClient(PublicClient);
    private readonly HttpClient _private = clients.CreateClient(PrivateClient);
    private readonly TimeSpan _timeout = options.Value.Timeout;

    public static byte[] Body<TBody>(TBody body, JsonTypeInfo<TBody> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    /// <param name="endpoint">Whose token goes along.</param>
    /// <param name="method">The verb.</param>
    /// <param name="url">One of the endpoint's addresses.</param>
    /// <param name="body">JSON; none for most reads.</param>
    /// <param name="expected">What a 2xx holds; none where its body does not matter.</param>
    /// <param name="timeout">Another limit than the options'.</param>
    /// <param name="ct">Ends the call with the outcome Cancelled.</param>
    public async Task<SinchResult<T>> CallAsync<T>(
        SinchEndpoint endpoint, HttpMethod method, Uri url, byte[]? body, JsonTypeInfo<T>? expected, TimeSpan? timeout, CancellationToken ct)
    {
        var exchange = new Exchange
        {
            Method = method.Method,
            Path = url.PathAndQuery,
            RequestBody = body,
            StartedAt = time.GetUtcNow(),
        };
        var started = time.GetTimestamp();
        if (endpoint.IsForbidden)
            return new SinchResult<T>.NoAnswer(FailureKind.AddressNotAllowed, false, new AddressNotAllowedException(url.IdnHost).Message, exchange);

        using var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("Authorization", endpoint.Authorization);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (endpoint.IsSinchs) request.Options.Set(AddressGuarding.IsOurOwnWord, true);
        var content = body is null ? null : new JsonBody(body);
        request.Content = content;

        using var limit = new CancellationTokenSource(timeout ?? _timeout, time);
        using var caller = ct.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            var http = endpoint.AllowsPrivateHost ? _private : _public;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            exchange = exchange with { Status = (int)response.StatusCode, ResponseHeaders = Answer.Headers(response) };

            var longest = response.IsSuccessStatusCode ? Answer.LongestUnderstood : Exchange.KeptBytes;
            var (answer, isCut) = await BoundedBody.ReadAsync(response.Content, longest, limit.Token);
            exchange = exchange with
            {
                ResponseBody = answer.Length > Exchange.KeptBytes ? answer[..Exchange.KeptBytes].ToArray() : answer,
                IsResponseCut = isCut || answer.Length > Exchange.KeptBytes,
                Duration = time.GetElapsedTime(started),
            };

            return response.IsSuccessStatusCode
                ? Understand(answer.Span, isCut, expected, exchange)
                : new SinchResult<T>.Refused((int)response.StatusCode, SinchError.Parse(answer.Span), exchange);
        }
        catch (Exception exception) when (NetworkFailure.Explains(exception))
        {
            var kind = NetworkFailure.KindOf(exception, ct.IsCancellationRequested);
            // A body is asked for once a connection stands: one that was not proves that no request left, and one that was may
            // have arrived, whatever the network said afterwards. “Host unreachable” ends a standing connection too.
            var mayHaveReached = content?.IsAskedFor ?? NetworkFailure.HadConnection(kind);
            return new SinchResult<T>.NoAnswer(
                kind, mayHaveReached, NetworkFailure.Describe(exception), exchange with { Duration = time.GetElapsedTime(started) });
        }
    }

    private static SinchResult<T> Understand<T>(ReadOnlySpan<byte> answer, bool isCut, JsonTypeInfo<T>? expected, Exchange exchange)
    {
        if (expected is null)
            return new SinchResult<T>.Answered(default!, exchange);
        if (isCut)
            return new SinchResult<T>.NotUnderstood($"The answer is longer than {Answer.LongestUnderstood} bytes.", exchange);

        try
        {
            return JsonSerializer.Deserialize(answer, expected) is { } value
                ? new SinchResult<T>.Answered(value, exchange)
                : new SinchResult<T>.NotUnderstood("The answer is null.", exchange);
        }
        catch (JsonException exception)
        {
            return new SinchResult<T>.NotUnderstood(exception.Message, exchange);
        }
    }
}
