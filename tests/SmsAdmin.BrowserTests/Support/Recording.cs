using System.Collections.Concurrent;
using System.Text;

namespace SmsAdmin.BrowserTests.Support;

/// <summary>Everything that reaches a window and its pages: each HTTP answer with its headers, each WebSocket frame in either direction.</summary>
public sealed class Recording
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<(string Where, byte[] Bytes)> _kept = new();
    private readonly ConcurrentQueue<Task> _reading = new();
    private readonly ConcurrentQueue<string> _escaped = new();
    private int _framesIn;
    private int _framesOut;

    private Recording()
    {
    }

    public int FramesIn => _framesIn;

    public int FramesOut => _framesOut;

    /// <summary>Answers whose body the browser had thrown away before it was read.</summary>
    public IReadOnlyCollection<string> Escaped => _escaped;

    public static Recording Of(IPage page)
    {
        var recording = new Recording();
        page.Response += (_, answer) => recording._reading.Enqueue(recording.ReadAsync(answer));
        page.WebSocket += (_, socket) =>
        {
            socket.FrameReceived += (_, frame) => recording.Keep(ref recording._framesIn, "frame from " + socket.Url, frame);
            socket.FrameSent += (_, frame) => recording.Keep(ref recording._framesOut, "frame to " + socket.Url, frame);
        };
        return recording;
    }

    /// <summary>All of it, once every body has been read.</summary>
    public async Task<IReadOnlyCollection<(string Where, byte[] Bytes)>> AllAsync()
    {
        while (_reading.TryDequeue(out var reading)) await reading;
        return _kept;
    }

    private async Task ReadAsync(IResponse answer)
    {
        var where = $"{answer.Status} of {answer.Request.Method} {answer.Url}";
        try
        {
            var headers = await answer.AllHeadersAsync();
            _kept.Enqueue(("headers, " + where, Encoding.UTF8.GetBytes(string.Join('\n', headers.Select(header => $"{header.Key}: {header.Value}")))));
            // These have none.
            if (answer.Status is 101 or 204 or 304 or (>= 300 and < 400)) return;
            // Of a page that was left at once, the browser may neither give it nor say so.
            _kept.Enqueue((where, await answer.BodyAsync().WaitAsync(Patience)));
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            _escaped.Enqueue(where);
        }
    }

    private void Keep(ref int count, string where, IWebSocketFrame frame)
    {
        Interlocked.Increment(ref count);
        if ((frame.Binary ?? (frame.Text is { } text ? Encoding.UTF8.GetBytes(text) : null)) is { } bytes) _kept.Enqueue((where, bytes));
    }
}
