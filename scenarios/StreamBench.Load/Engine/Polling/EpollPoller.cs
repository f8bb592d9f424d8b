using System.Net;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using StreamBench.Load.Engine.Streams;
using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>epoll by P/Invoke: no object, no task and no buffer for a stream that waits.</summary>
/// <remarks>
/// Edge-triggered as long as a receive may take all there is, so that the kernel need not look at each socket a second time
/// only to find it empty: an eighth of what an event costs with thousands of streams. Where a receive leaves something behind
/// the socket is asked for anew, and once its peer has closed it is level-triggered: for its user readiness comes until all
/// is taken.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollPoller : IPoller
{
    private const int MaxReady = 1024;
    private const uint EdgeInterest = EPOLLIN | EPOLLRDHUP | EPOLLET;
    private const uint HungUp = EPOLLRDHUP | EPOLLHUP | EPOLLERR;

    private readonly int epoll;
    private readonly int wakeUp;
    private readonly EpollEvents events = new(MaxReady);
    private readonly EpollWait wait = new();
    private readonly NativeAddresses addresses = new();

    // By descriptor. What nearly every event asks for lies in as few lines of the caches as can be.
    private long[] tokens = new long[256];
    private Traits[] traits = new Traits[256];
    private int open;
    private StampSample sample;

    internal EpollPoller()
    {
        epoll = Check(Libc.EpollCreate(CLOEXEC), "epoll_create1");
        wakeUp = Check(Libc.EventDescriptor(0, CLOEXEC | NONBLOCK), "eventfd");
        Check(events.Register(epoll, EPOLL_CTL_ADD, wakeUp, EPOLLIN), "epoll_ctl");
    }

    public string Name => "epoll";

    public bool HasArrivalStamps => true;

    public IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        var isStamped = sample.Takes(open);
        handle = EpollSocket.Create(remote.AddressFamily, isStamped);
        if (handle < 0)
        {
            return LinuxErrors.Last();
        }

        while (handle >= tokens.Length)
        {
            Array.Resize(ref tokens, tokens.Length * 2);
            Array.Resize(ref traits, traits.Length * 2);
        }

        tokens[handle] = token;
        traits[handle] = isStamped ? Traits.Stamped : Traits.None;
        var status = EpollSocket.Connect(handle, addresses.Of(remote), source is null ? null : addresses.Of(source));
        if (status == IoStatus.WouldBlock && events.Register(epoll, EPOLL_CTL_ADD, handle, EPOLLOUT) < 0)
        {
            status = LinuxErrors.Last();
        }

        if (status != IoStatus.WouldBlock)
        {
            _ = Libc.Close(handle);
            handle = -1;
            return status;
        }

        open++;
        return status;
    }

    public IoStatus FinishConnecting(int handle, out ConnectTrouble trouble)
    {
        trouble = ConnectTrouble.None;
        var error = 0;
        var length = (uint)sizeof(int);
        _ = Libc.GetOption(handle, SOL_SOCKET, SO_ERROR, &error, &length);
        if (error == 0)
        {
            Watch(handle, EPOLL_CTL_MOD);
        }

        return LinuxErrors.Meaning(error);
    }

    public void AwaitRoom(int handle)
    {
        traits[handle] &= ~Traits.Edge;
        events.Register(epoll, EPOLL_CTL_MOD, handle, EPOLLIN | EPOLLOUT);
    }

    public void StopAwaitingRoom(int handle) => Watch(handle, EPOLL_CTL_MOD);

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes) => EpollSocket.Send(handle, bytes);

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        arrivedAtUnix = 0;
        var socket = traits[handle];
        var received = socket.HasFlag(Traits.Stamped)
            ? EpollSocket.ReceiveStamped(handle, buffer, out arrivedAtUnix)
            : EpollSocket.Receive(handle, buffer);
        if (received.Bytes == buffer.Length && socket.HasFlag(Traits.Edge))
        {
            Watch(handle, EPOLL_CTL_MOD);
        }

        return received;
    }

    // Taken out whole: without a wish for bytes epoll would still tell of a broken connection, again and again.
    public void Pause(int handle) => events.Register(epoll, EPOLL_CTL_DEL, handle, 0);

    public void Continue(int handle) => Watch(handle, EPOLL_CTL_ADD);

    public int Pending(int handle)
    {
        var pending = 0;
        return Libc.Control(handle, SIOCINQ, &pending) < 0 ? 0 : pending;
    }

    public void Close(int handle, bool reset)
    {
        open--;
        EpollSocket.Close(handle, reset);
    }

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds)
    {
        var count = wait.For(epoll, events, Math.Min(ready.Length, MaxReady), timeoutNanoseconds);
        var filled = 0;
        for (var i = 0; i < count; i++)
        {
            var handle = events.Descriptor(i);
            if (handle == wakeUp)
            {
                ulong wakes;
                _ = Libc.Read(wakeUp, &wakes, sizeof(ulong));
                continue;
            }

            if ((events.Happened(i) & HungUp) != 0 && traits[handle].HasFlag(Traits.Edge))
            {
                // Bytes and the end may be told by one edge, and the receive that takes the bytes does not see the end.
                traits[handle] &= ~Traits.Edge;
                events.Register(epoll, EPOLL_CTL_MOD, handle, EPOLLIN);
            }

            ready[filled++] = new Readiness(tokens[handle]);
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

    // The kernel looks at the socket now: what waits in it already is told as well.
    private void Watch(int handle, int operation)
    {
        traits[handle] |= Traits.Edge;
        events.Register(epoll, operation, handle, EdgeInterest);
    }

    private static int Check(int result, string call) =>
        result >= 0
            ? result
            : throw new InvalidOperationException(
                $"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}"
            );

    [Flags]
    private enum Traits : byte
    {
        None = 0,

        /// <summary>Edge-triggered at present.</summary>
        Edge = 1,

        /// <summary>The kernel stamps its arrivals.</summary>
        Stamped = 2,
    }
}
