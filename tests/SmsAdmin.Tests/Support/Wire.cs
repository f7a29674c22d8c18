using System.Net;
using System.Net.Sockets;

namespace SmsAdmin.Tests.Support;

/// <summary>
/// A wire to a server on this machine that can be cut, and then is as if the server had been stopped: what is open breaks
/// off, and who calls is refused.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly List<Socket> _open = [];
    private Socket _door;
    private Task _taking;

    /// <param name="port">Where the server listens.</param>
    public Wire(int port)
    {
        _server = new IPEndPoint(IPAddress.Loopback, port);
        _door = Bound(0);
        Port = ((IPEndPoint)_door.LocalEndPoint!).Port;
        _taking = TakeAsync(_door);
    }

    /// <summary>Where the server seems to listen.</summary>
    public int Port { get; }

    public async Task CutAsync()
    {
        await EndAsync();
        // The port stays ours: bound without listening, it refuses.
        _door = Bound(Port);
    }

    public void Mend() => _taking = TakeAsync(_door);

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task EndAsync()
    {
        _door.Dispose();
        await _taking;
        lock (_open)
        {
            _open.ForEach(end => end.Dispose());
            _open.Clear();
        }
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task TakeAsync(Socket door)
    {
        door.Listen();
        try
        {
            while (true)
            {
                var (caller, server) = (await door.AcceptAsync(), new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
                lock (_open) _open.AddRange([caller, server]);
                await server.ConnectAsync(_server);
                _ = CarryAsync(caller, server);
                _ = CarryAsync(server, caller);
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // Nobody takes a call any more.
        }
    }

    private static async Task CarryAsync(Socket from, Socket to)
    {
        var bytes = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(bytes) is var read and > 0)
            {
                for (var sent = 0; sent < read;) sent += await to.SendAsync(bytes.AsMemory(sent, read - sent));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
