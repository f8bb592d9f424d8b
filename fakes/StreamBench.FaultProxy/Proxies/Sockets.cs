using System.Net;
using System.Net.Sockets;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>The ways to close a TCP socket, told apart by what the peer sees.</summary>
internal static class Sockets
{
    /// <summary>
    /// What may be thrown away before a close, 4 KiB: a request on its way, far less than a receive window. A peer with more is still
    /// sending and gets RST, as Linux answers a close with unread bytes; with a FIN it would probe a shut window for a minute.
    /// </summary>
    private const int MostDrained = 4 * 1024;

    /// <summary>A socket to connect with: for both IP versions where the address is not known yet, which takes four system calls more.</summary>
    public static Socket For(IPEndPoint? address) =>
        address is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp)
            : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

    public static void Shutdown(Socket socket, SocketShutdown how)
    {
        try
        {
            socket.Shutdown(how);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Not connected, or closed before: there is nothing left to shut down.
        }
    }

    /// <summary>Closes so that the peer sees FIN. Unread bytes would make RST of it on Linux, so a few are read first.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="discarded">Bytes that were read from it last, and thrown away.</param>
    public static void CloseWithFin(Socket socket, int discarded)
    {
        Shutdown(socket, SocketShutdown.Both);
        if (discarded + Drain(socket) >= MostDrained)
            CloseWithReset(socket);
        else
            socket.Dispose();
    }

    /// <summary>Closes so that the peer sees RST.</summary>
    public static void CloseWithReset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster, or it is closed.
        }
        socket.Dispose();
    }

    /// <summary>Probes an idle peer, as Go does by default.</summary>
    public static void KeepAlive(Socket socket, int seconds)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
    }

    private static int Drain(Socket socket)
    {
        Span<byte> scratch = stackalloc byte[MostDrained];
        try
        {
            socket.Blocking = false;
            return socket.Receive(scratch, SocketFlags.None, out _);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed before, or never connected: nothing to drain.
            return 0;
        }
    }
}
