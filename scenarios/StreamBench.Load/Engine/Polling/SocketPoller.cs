using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Polling;

/// <summary>
/// The same seam on <see cref="Socket"/>, for every operating system: a receive of zero bytes completes when there is
/// something to read, and its completion is the readiness. Costs an object and a hop between threads more than epoll.
/// </summary>
internal sealed class SocketPoller : IPoller
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly ConcurrentQueue<long> ready = new();
    private readonly object gate = new();
    private readonly List<PolledSocket?> sockets = [];
    private readonly Stack<int> free = new();
    private bool isAwake;

    public string Name => "socket";

    public bool HasArrivalStamps => false;

    public IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        handle = -1;
        PolledSocket socket;
        try
        {
            socket = new PolledSocket(remote, source, token, Announce);
        }
        catch (SocketException e)
        {
            return SocketErrors.Meaning(e.SocketErrorCode);
        }

        if (!free.TryPop(out handle))
        {
            handle = sockets.Count;
            sockets.Add(null);
        }

        sockets[handle] = socket;
        socket.Connect();
        return IoStatus.WouldBlock;
    }

    public IoStatus FinishConnecting(int handle, out ConnectTrouble trouble)
    {
        trouble = ConnectTrouble.None;
        return Of(handle).FinishConnecting();
    }

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes) => Of(handle).Send(bytes);

    public void AwaitRoom(int handle) => Of(handle).AwaitRoom();

    public void StopAwaitingRoom(int handle)
    {
        // A send of zero bytes completes once; there is nothing to take back.
    }

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        arrivedAtUnix = 0;
        return Of(handle).Receive(buffer);
    }

    public void Pause(int handle)
    {
        // Readiness comes once for each receive: whoever does not receive is not told again.
    }

    public void Continue(int handle)
    {
        // The receive that follows asks for more.
    }

    public int Pending(int handle) => Of(handle).Pending;

    public void Close(int handle, bool reset)
    {
        Of(handle).Close(reset);
        sockets[handle] = null;
        free.Push(handle);
    }

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds)
    {
        lock (gate)
        {
            if (!isAwake && this.ready.IsEmpty && timeoutNanoseconds >= NanosecondsPerMillisecond)
            {
                Monitor.Wait(gate, (int)Math.Min(timeoutNanoseconds / NanosecondsPerMillisecond, int.MaxValue));
            }

            isAwake = false;
        }

        var count = 0;
        while (count < ready.Length && this.ready.TryDequeue(out var token))
        {
            ready[count++] = new Readiness(token);
        }

        return count;
    }

    public void Wake()
    {
        lock (gate)
        {
            isAwake = true;
            Monitor.Pulse(gate);
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets)
        {
            socket?.Close(reset: true);
        }
    }

    private PolledSocket Of(int handle) => sockets[handle]!;

    private void Announce(long token)
    {
        ready.Enqueue(token);
        Wake();
    }
}
