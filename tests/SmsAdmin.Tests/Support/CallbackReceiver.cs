using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmsAdmin.Tests.Support;

/// <summary>Stands where Sinch posts its callbacks to: keeps each, answers as told, 200 when not told.</summary>
public sealed class CallbackReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedCallback> _received = Channel.CreateUnbounded<ReceivedCallback>();
    private readonly ConcurrentQueue<int> _statuses = new();

    private CallbackReceiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/callbacks";

    /// <summary>What it says with each status.</summary>
    public string Answer { get; set; } = "";

    /// <summary>All bodies so far, in the order in which they came.</summary>
    public ConcurrentQueue<ReceivedCallback> All { get; } = new();

    public static async Task<CallbackReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var receiver = new CallbackReceiver(builder.Build());
        receiver._app.MapPost("/callbacks", receiver.TakeAsync);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>The statuses of the next answers, one each.</summary>
    public void AnswerNext(params int[] statuses) => Array.ForEach(statuses, _statuses.Enqueue);

    /// <summary>The next callback that nobody has taken yet; waits for it.</summary>
    public async Task<ReceivedCallback> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        using var json = JsonDocument.Parse(body);
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var callback = new ReceivedCallback(body, json.RootElement.Clone(), headers);
        All.Enqueue(callback);
        http.Response.StatusCode = _statuses.TryDequeue(out var status) ? status : 200;
        if (http.Response.StatusCode is 302)
            http.Response.Headers.Location = "/callbacks";
        _received.Writer.TryWrite(callback);
        await http.Response.WriteAsync(Answer);
    }
}

/// <summary>One callback as it came.</summary>
public sealed record ReceivedCallback(byte[] Raw, JsonElement Json, IReadOnlyDictionary<string, string> Headers);
