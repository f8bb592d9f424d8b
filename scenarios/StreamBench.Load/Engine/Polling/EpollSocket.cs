using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>A TCP socket as a bare descriptor: never blocking, no delay of small sends.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class EpollSocket
{
    /// <summary>Room for one SCM_TIMESTAMPNS message: a cmsghdr of 16 bytes and a timespec.</summary>
    private const int ControlLength = 32;
    private const int ControlHead = 16;

    /// <summary>The descriptor, or below 0.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="isStamped">True for one whose arrivals the kernel is to stamp, for <see cref="ReceiveStamped"/>.</param>
    internal static int Create(AddressFamily family, bool isStamped)
    {
        var descriptor = Libc.Socket(
            family == AddressFamily.InterNetworkV6 ? AF_INET6 : AF_INET,
            SOCK_STREAM | NONBLOCK | CLOEXEC,
            0
        );
        if (descriptor >= 0)
        {
            Switch(descriptor, IPPROTO_TCP, TCP_NODELAY);
            if (isStamped)
            {
                Switch(descriptor, SOL_SOCKET, SO_TIMESTAMPNS);
            }
        }

        return descriptor;
    }

    /// <summary>Begins to connect: <see cref="IoStatus.WouldBlock"/> when that went well.</summary>
    internal static IoStatus Connect(int descriptor, SocketAddress remote, SocketAddress? source)
    {
        if (source is not null)
        {
            // The port is chosen at connect, by the whole four-tuple: 28,000 connections for each source address.
            Switch(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT);
            fixed (byte* address = source.Buffer.Span)
            {
                if (Libc.Bind(descriptor, address, (uint)source.Size) < 0)
                {
                    return LinuxErrors.Last();
                }
            }
        }

        fixed (byte* address = remote.Buffer.Span)
        {
            // A connection made at once is told by readiness too.
            return Libc.Connect(descriptor, address, (uint)remote.Size) < 0 ? LinuxErrors.Last() : IoStatus.WouldBlock;
        }
    }

    internal static IoResult Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var sent = Libc.Send(descriptor, start, (nuint)bytes.Length, MSG_DONTWAIT | MSG_NOSIGNAL);
            return sent < 0 ? IoResult.Of(LinuxErrors.Last()) : IoResult.Done((int)sent);
        }
    }

    internal static IoResult Receive(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return Received(Libc.Receive(descriptor, start, (nuint)buffer.Length, MSG_DONTWAIT));
        }
    }

    [SkipLocalsInit]
    internal static IoResult ReceiveStamped(int descriptor, Span<byte> buffer, out long arrivedAtUnix)
    {
        arrivedAtUnix = 0;
        var control = stackalloc long[ControlLength / sizeof(long)];
        fixed (byte* start = buffer)
        {
            var piece = new Libc.Piece { Start = start, Length = (nuint)buffer.Length };
            var message = new Libc.MessageHead
            {
                Pieces = &piece,
                PieceCount = 1,
                Control = control,
                ControlLength = ControlLength,
            };
            var received = Libc.ReceiveMessage(descriptor, &message, MSG_DONTWAIT);
            if (received > 0 && message.ControlLength == ControlLength && ((int*)control)[3] == SO_TIMESTAMPNS)
            {
                arrivedAtUnix = ((Libc.TimeSpec*)((byte*)control + ControlHead))->TotalNanoseconds;
            }

            return Received(received);
        }
    }

    internal static void Close(int descriptor, bool reset)
    {
        if (reset)
        {
            // struct linger { on, seconds }: closing with 0 seconds sends a RST.
            var linger = stackalloc int[2];
            linger[0] = 1;
            linger[1] = 0;
            _ = Libc.SetOption(descriptor, SOL_SOCKET, SO_LINGER, linger, 2 * sizeof(int));
        }

        _ = Libc.Close(descriptor);
    }

    private static IoResult Received(nint bytes) =>
        bytes > 0 ? IoResult.Done((int)bytes) : IoResult.Of(bytes == 0 ? IoStatus.Ended : LinuxErrors.Last());

    private static void Switch(int descriptor, int level, int option)
    {
        var on = 1;
        _ = Libc.SetOption(descriptor, level, option, &on, sizeof(int));
    }
}
