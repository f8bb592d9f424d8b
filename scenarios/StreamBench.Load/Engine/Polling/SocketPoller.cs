using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StreamBench.Load.Engine.Polling;

/// <summary>
/// The same seam on <see cref="Socket"/>, for every operating system: a receive of zero bytes completes when there is
/// something to read, and its completion is the readiness. Costs an object and a hop between threads more than epoll.
/// </summary>
internal sealed class SocketPoller : IPoller
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly ConcurrentQueue<long> ready = new();
    private readonly SemaphoreSlim signal = new(0, 1);
    private readonly List<PolledSocket?> sockets = [];
    private readonly Stack<int> free = new();

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

    public IoStatus FinishConnecting(int handle, long token) => Of(handle).FinishConnecting();

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes) => Of(handle).Send(bytes);

    public void AwaitRoom(int handle, long token) => Of(handle).AwaitRoom();

    public void StopAwaitingRoom(int handle, long token)
    {
        // A send of zero bytes completes once; there is nothing to take back.
    }

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        arrivedAtUnix = 0;
        return Of(handle).Receive(buffer);
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
        if (this.ready.IsEmpty && timeoutNanoseconds > 0)
        {
            _ = signal.Wait((int)Math.Min(timeoutNanoseconds / NanosecondsPerMillisecond, int.MaxValue));
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
        if (signal.CurrentCount == 0)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another thread woke the loop in between, which is all that was wanted.
            }
        }
    }

    public void Dispose()
    {
        foreach (var socket in sockets)
        {
            socket?.Close(reset: true);
        }

        signal.Dispose();
    }

    private PolledSocket Of(int handle) => sockets[handle]!;

    private void Announce(long token)
    {
        ready.Enqueue(token);
        Wake();
    }
}
