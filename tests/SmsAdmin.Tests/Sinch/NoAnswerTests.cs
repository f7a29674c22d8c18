using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SmsAdmin.Core.Net;
using SmsAdmin.Core.Sinch;
using SmsAdmin.Tests.Support;

namespace SmsAdmin.Tests.Sinch;

/// <summary>The ways in which a network fails, each told apart, and whether the message may have gone out all the same.</summary>
public sealed class NoAnswerTests
{
    private static readonly SendBatch Hello = new() { To = ["1"], Body = "hello" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_connection_sent_nothing()
    {
        await using var window = new SinchWindow();

        Expect(FailureKind.ConnectionRefused, mayHaveReached: false, await window.Client.SendAsync(SinchWindow.At(ScriptedServer.DeadRoot()), Hello, Ct));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_sent_nothing()
    {
        await using var window = new SinchWindow();

        Expect(FailureKind.NameNotResolved, mayHaveReached: false, await window.Client.SendAsync(SinchWindow.At("http://nope.invalid"), Hello, Ct));
    }

    [Fact]
    public async Task An_untrusted_certificate_sent_nothing()
    {
        await using var server = await ScriptedServer.StartAsync(201, "{}", tls: true);
        await using var window = new SinchWindow();

        Expect(FailureKind.TlsFailed, mayHaveReached: false, await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_silent_server_times_out_after_the_options_limit_and_may_have_the_message()
    {
        var clock = new FakeTimeProvider();
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(7));
            await HangAsync(context.RequestAborted);
        });
        await using var window = new SinchWindow(clock, ("Sinch:Timeout", "00:00:07"));

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct);

        Expect(FailureKind.Timeout, mayHaveReached: true, result);
        Assert.Equal(TimeSpan.FromSeconds(7), result.Exchange.Duration);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_an_outcome_and_no_exception()
    {
        using var caller = new CancellationTokenSource();
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            await caller.CancelAsync();
            await HangAsync(context.RequestAborted);
        });
        await using var window = new SinchWindow();
        var endpoint = SinchWindow.At(server.Root);

        Expect(FailureKind.Cancelled, mayHaveReached: true, await window.Client.SendAsync(endpoint, Hello, caller.Token));
        Expect(FailureKind.Cancelled, mayHaveReached: false, await window.Client.SendAsync(endpoint, Hello, caller.Token));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_answer_may_have_carried_the_message()
    {
        await using var server = await ScriptedServer.StartAsync((context, _) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var window = new SinchWindow();

        Expect(FailureKind.ConnectionReset, mayHaveReached: true, await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_keeps_its_status()
    {
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 201;
            context.Response.ContentLength = 500;
            await context.Response.WriteAsync("""{"id":"1",""", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        await using var window = new SinchWindow();

        var result = await window.Client.SendAsync(SinchWindow.At(server.Root), Hello, Ct);

        Expect(FailureKind.ConnectionReset, mayHaveReached: true, result);
    }

    [Fact]
    public async Task A_send_on_a_kept_connection_that_dies_is_not_sent_twice()
    {
        var first = true;
        await using var server = await ScriptedServer.StartAsync(async (context, _) =>
        {
            if (first)
            {
                first = false;
                await ScriptedServer.WriteAsync(context, 201, """{"id":"1"}""");
            }
            else
            {
                context.Abort();
            }
        });
        await using var window = new SinchWindow();
        var endpoint = SinchWindow.At(server.Root);

        Assert.IsType<SinchResult<Batch>.Answered>(await window.Client.SendAsync(endpoint, Hello, Ct));
        Expect(FailureKind.ConnectionReset, mayHaveReached: true, await window.Client.SendAsync(endpoint, Hello, Ct));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_host_that_no_way_leads_to_sent_nothing()
    {
        await using var window = new SinchWindow(() => throw new SocketException((int)SocketError.HostUnreachable));

        Expect(FailureKind.HostUnreachable, mayHaveReached: false, await window.Client.SendAsync(SinchWindow.At("http://192.0.2.1"), Hello, Ct));
    }

    [Fact]
    public async Task A_host_that_becomes_unreachable_on_a_standing_connection_may_have_the_message()
    {
        var connections = 0;
        await using var window = new SinchWindow(() =>
        {
            connections++;
            return new ValueTask<Stream>(new OneAnswer());
        });
        var endpoint = SinchWindow.At("http://192.0.2.1");

        Assert.IsType<SinchResult<Batch>.Answered>(await window.Client.SendAsync(endpoint, Hello, Ct));
        Expect(FailureKind.HostUnreachable, mayHaveReached: true, await window.Client.SendAsync(endpoint, Hello, Ct));
        Assert.Equal(1, connections);
    }

    [Fact]
    public async Task A_server_that_does_not_speak_http_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var window = new SinchWindow();

        var calling = window.Client.SendAsync(SinchWindow.At($"http://{listener.LocalEndpoint}"), Hello, Ct);
        using var connection = await listener.AcceptSocketAsync(Ct);
        await connection.ReceiveAsync(new byte[4096], Ct);
        await connection.SendAsync(Encoding.ASCII.GetBytes("220 mail.example ESMTP\r\n\r\n"), Ct);

        Expect(FailureKind.NotHttp, mayHaveReached: true, await calling);
    }

    /// <summary>A connection that brings one answer; after the next request has gone out, no way leads to the host any more.</summary>
    private sealed class OneAnswer : MemoryStream
    {
        private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}");
        private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _hasAnswered;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Span is [.., (byte)'}']) _asked.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _asked.Task.WaitAsync(cancellationToken);
            if (_hasAnswered) throw new IOException("Unable to read data.", new SocketException((int)SocketError.HostUnreachable));
            if (buffer.IsEmpty) return 0;
            (_hasAnswered, _asked) = (true, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Answer.CopyTo(buffer);
            return Answer.Length;
        }
    }

    private static void Expect(FailureKind kind, bool mayHaveReached, SinchResult<Batch> result)
    {
        var none = Assert.IsType<SinchResult<Batch>.NoAnswer>(result);
        Assert.Equal((kind, mayHaveReached), (none.Kind, none.MayHaveReached));
        Assert.Equal(mayHaveReached, none.LeavesOutcomeOpen);
        Assert.NotEmpty(none.Detail);
        Assert.DoesNotContain(SinchWindow.Token, none.Detail, StringComparison.Ordinal);
    }

    /// <summary>Holds a request until its caller has gone.</summary>
    private static async Task HangAsync(CancellationToken gone)
    {
        var hang = new TaskCompletionSource();
        await using var release = gone.Register(hang.SetResult);
        await hang.Task;
    }
}
