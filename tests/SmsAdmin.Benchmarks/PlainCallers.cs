using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SmsAdmin.Benchmarks;

/// <summary>
/// So many callers at once, each posting as soon as it was answered, over a connection and on a thread of its own and without
/// a client library: what generates the load takes little of the machine that it shares with what is measured.
/// </summary>
internal sealed class PlainCallers : IDisposable
{
    private readonly Uri _url;
    private readonly string _head;
    private readonly Socket[] _sockets;

    public PlainCallers(Uri url, int callers, string bearer)
    {
        _url = url;
        _head = $"POST {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {bearer}\r\nContent-Type: application/json\r\nContent-Length: ";
        _sockets = [.. Enumerable.Range(0, callers).Select(_ => Connect(url))];
    }

    /// <summary>Posts <paramref name="count"/> bodies and says how long that took and how long each answer took.</summary>
    /// <exception cref="InvalidOperationException">An answer was not the expected one: a figure that counts refusals would be none.</exception>
    public async Task<(TimeSpan Took, TimeSpan[] Each)> PostAsync(int count, int expected, Func<int, string> body)
    {
        var next = -1;
        var each = new TimeSpan[count];
        var clock = Stopwatch.StartNew();
        // Blocking on a thread of its own is what costs least: the kernel wakes the one who waits.
        await Task.WhenAll(_sockets.Select(socket => Task.Factory.StartNew(
            () =>
            {
                var buffer = new byte[4096];
                while (Interlocked.Increment(ref next) is var mine && mine < count)
                {
                    var begun = Stopwatch.GetTimestamp();
                    var said = body(mine);
                    socket.Send(Encoding.UTF8.GetBytes($"{_head}{Encoding.UTF8.GetByteCount(said)}\r\n\r\n{said}"));
                    if (Answer(socket, buffer) is var status && status != expected) throw new InvalidOperationException($"{_url} answered {status}.");
                    each[mine] = Stopwatch.GetElapsedTime(begun);
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return (clock.Elapsed, each);
    }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    /// <summary>Reads one answer to its end.</summary>
    /// <returns>Its status.</returns>
    private static int Answer(Socket socket, byte[] buffer)
    {
        for (var have = 0; have < buffer.Length;)
        {
            var more = socket.Receive(buffer, have, buffer.Length - have, SocketFlags.None);
            if (more == 0) break;
            have += more;
            var answer = buffer.AsSpan(0, have);
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0) continue;
            var length = answer[..end].IndexOf("Content-Length: "u8);
            if (length < 0) throw new InvalidOperationException("An answer says no length.");
            if (!Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..], out int body, out _)) break;
            if (have >= end + 4 + body) return Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out int status, out _) ? status : 0;
        }

        throw new InvalidOperationException("An answer was cut off, or longer than expected.");
    }

    private static Socket Connect(Uri url)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        socket.Connect(url.Host, url.Port);
        return socket;
    }
}
