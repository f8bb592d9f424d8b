using System.Net;
using System.Net.Sockets;

namespace StreamBench.Load.Engine.Polling;

/// <summary>One socket of <see cref="SocketPoller"/>: announces its token whenever it can go on.</summary>
internal sealed class PolledSocket : IDisposable
{
    private readonly Socket socket;
    private readonly SocketAsyncEventArgs incoming = new();
    private readonly long token;
    private readonly Action<long> announce;
    private volatile bool isAwaiting;

    internal PolledSocket(IPEndPoint remote, IPAddress? source, long token, Action<long> announce)
    {
        this.token = token;
        this.announce = announce;
        socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (source is not null)
        {
            socket.Bind(new IPEndPoint(source, 0));
        }

        incoming.RemoteEndPoint = remote;
        incoming.Completed += (_, _) => Announce();
    }

    internal int Pending => socket.Available;

    internal void Connect()
    {
        if (!socket.ConnectAsync(incoming))
        {
            Announce();
        }
    }

    internal IoStatus FinishConnecting()
    {
        var status = SocketErrors.Meaning(incoming.SocketError);
        if (status == IoStatus.Done)
        {
            incoming.SetBuffer(Memory<byte>.Empty);
            socket.Blocking = false;
            AwaitBytes();
        }

        return status;
    }

    internal IoResult Send(ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        return error == SocketError.Success ? IoResult.Done(sent) : IoResult.Of(SocketErrors.Meaning(error));
    }

    internal void AwaitRoom()
    {
        var room = new SocketAsyncEventArgs();
        room.SetBuffer(Memory<byte>.Empty);
        room.Completed += (_, done) =>
        {
            done.Dispose();
            announce(token);
        };
        if (!socket.SendAsync(room))
        {
            room.Dispose();
            announce(token);
        }
    }

    internal IoResult Receive(Span<byte> buffer)
    {
        var received = socket.Receive(buffer, SocketFlags.None, out var error);
        if (error is SocketError.Success && received > 0)
        {
            AwaitBytes();
            return IoResult.Done(received);
        }

        if (error is SocketError.WouldBlock)
        {
            AwaitBytes();
        }

        // The receive that waited may have taken the error away; what is left then looks like an end in good order.
        var why = SocketErrors.Meaning(error == SocketError.Success ? incoming.SocketError : error);
        return IoResult.Of(why == IoStatus.Done ? IoStatus.Ended : why);
    }

    internal void Close(bool reset)
    {
        if (reset)
        {
            socket.LingerState = new LingerOption(enable: true, 0);
        }

        Dispose();
    }

    public void Dispose()
    {
        socket.Dispose();
        incoming.Dispose();
    }

    private void AwaitBytes()
    {
        // Room to send announces too, so that a receive may come while this one still waits.
        if (isAwaiting)
        {
            return;
        }

        isAwaiting = true;
        if (!socket.ReceiveAsync(incoming))
        {
            Announce();
        }
    }

    private void Announce()
    {
        isAwaiting = false;
        announce(token);
    }
}
