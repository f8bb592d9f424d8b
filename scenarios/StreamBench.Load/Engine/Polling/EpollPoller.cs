using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamBench.Load.Engine.Streams;
using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>epoll, level-triggered, by P/Invoke: no object, no task and no buffer for a stream that waits.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollPoller : IPoller
{
    private const int MaxReady = 1024;
    private const long WakeToken = -1;

    private readonly int epoll;
    private readonly int wakeUp;
    private readonly EpollEvents events = new(MaxReady);
    private readonly EpollWait wait = new();
    private readonly NativeAddresses addresses = new();

    internal EpollPoller()
    {
        epoll = Check(Libc.EpollCreate(CLOEXEC), "epoll_create1");
        wakeUp = Check(Libc.EventDescriptor(0, CLOEXEC | NONBLOCK), "eventfd");
        Check(events.Register(epoll, EPOLL_CTL_ADD, wakeUp, EPOLLIN, WakeToken), "epoll_ctl");
    }

    public string Name => "epoll";

    public bool HasArrivalStamps => true;

    public IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        handle = EpollSocket.Create(remote.AddressFamily);
        if (handle < 0)
        {
            return LinuxErrors.Last();
        }

        var status = EpollSocket.Connect(handle, addresses.Of(remote), source is null ? null : addresses.Of(source));
        if (status == IoStatus.WouldBlock && events.Register(epoll, EPOLL_CTL_ADD, handle, EPOLLOUT, token) < 0)
        {
            status = LinuxErrors.Last();
        }

        if (status != IoStatus.WouldBlock)
        {
            _ = Libc.Close(handle);
            handle = -1;
        }

        return status;
    }

    public IoStatus FinishConnecting(int handle, long token, out ConnectTrouble trouble)
    {
        trouble = ConnectTrouble.None;
        var error = 0;
        var length = (uint)sizeof(int);
        _ = Libc.GetOption(handle, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error == 0)
        {
            events.Register(epoll, EPOLL_CTL_MOD, handle, EPOLLIN, token);
        }

        return LinuxErrors.Meaning(error);
    }

    public void AwaitRoom(int handle, long token) =>
        events.Register(epoll, EPOLL_CTL_MOD, handle, EPOLLIN | EPOLLOUT, token);

    public void StopAwaitingRoom(int handle, long token) =>
        events.Register(epoll, EPOLL_CTL_MOD, handle, EPOLLIN, token);

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes) => EpollSocket.Send(handle, bytes);

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix) =>
        EpollSocket.Receive(handle, buffer, out arrivedAtUnix);

    // Taken out whole: without a wish for bytes epoll would still tell of a broken connection, again and again.
    public void Pause(int handle) => events.Register(epoll, EPOLL_CTL_DEL, handle, 0, 0);

    public void Continue(int handle, long token) => events.Register(epoll, EPOLL_CTL_ADD, handle, EPOLLIN, token);

    public int Pending(int handle)
    {
        var pending = 0;
        return Libc.Control(handle, SIOCINQ, &pending) < 0 ? 0 : pending;
    }

    public void Close(int handle, bool reset) => EpollSocket.Close(handle, reset);

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds)
    {
        var count = wait.For(epoll, events, Math.Min(ready.Length, MaxReady), timeoutNanoseconds);
        var filled = 0;
        for (var i = 0; i < count; i++)
        {
            var token = events.Token(i);
            if (token == WakeToken)
            {
                ulong wakes;
                _ = Libc.Read(wakeUp, &wakes, sizeof(ulong));
            }
            else
            {
                ready[filled++] = new Readiness(token);
            }
        }

        return filled;
    }

    public void Wake()
    {
        ulong one = 1;
        _ = Libc.Write(wakeUp, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        _ = Libc.Close(wakeUp);
        _ = Libc.Close(epoll);
        events.Dispose();
    }

    private static int Check(int result, string call) =>
        result >= 0
            ? result
            : throw new InvalidOperationException(
                $"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}"
            );
}
