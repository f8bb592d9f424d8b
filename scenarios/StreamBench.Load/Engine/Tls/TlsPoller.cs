using System.Net;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Tls;

/// <summary>
/// Another poller with TLS in front of those sockets whose peers speak it: the loop sees plain bytes. The handshake is part of
/// connecting. What is decrypted and did not fit into a receive is told as readiness by this poller itself.
/// </summary>
internal sealed class TlsPoller(IPoller inner, TlsPeers peers) : IPoller
{
    /// <summary>Most of one TLS record (RFC 8446 §5.1).</summary>
    private const int MaxRecord = 16 * 1024;

    // SslStream decrypts what it has of whole records, at most two.
    private readonly byte[] plain = GC.AllocateUninitializedArray<byte>(2 * MaxRecord, pinned: true);
    private readonly Queue<TlsSocket> unfinished = new();
    private TlsSocket?[] sockets = new TlsSocket?[256];

    public string Name => NameOver(inner);

    public bool HasArrivalStamps => inner.HasArrivalStamps;

    internal static string NameOver(IPoller inner) => $"{inner.Name}+tls";

    public IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        var status = inner.Open(remote, source, token, out handle);
        if (status != IoStatus.WouldBlock)
        {
            return status;
        }

        while (handle >= sockets.Length)
        {
            Array.Resize(ref sockets, sockets.Length * 2);
        }

        sockets[handle] = peers.Find(remote) is { } options ? new TlsSocket(inner, handle, token, options) : null;
        return status;
    }

    public IoStatus FinishConnecting(int handle, out ConnectTrouble trouble)
    {
        if (sockets[handle] is not { } socket)
        {
            return inner.FinishConnecting(handle, out trouble);
        }

        if (socket.HasBegun)
        {
            socket.OnReadable();
            socket.SendRest();
        }
        else if (inner.FinishConnecting(handle, out trouble) is var connected && connected != IoStatus.Done)
        {
            return connected;
        }
        else
        {
            socket.Begin();
        }

        var status = socket.Shake(out trouble);
        AfterUse(socket);
        return status;
    }

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes)
    {
        if (sockets[handle] is not { } socket)
        {
            return inner.Send(handle, bytes);
        }

        var (all, result) = (0, IoResult.Done(0));
        while (all < bytes.Length && result.Status == IoStatus.Done)
        {
            var length = Math.Min(bytes.Length - all, MaxRecord);
            bytes.Slice(all, length).CopyTo(plain);
            result = socket.Send(plain.AsMemory(0, length));
            all += result.Bytes;
        }

        AfterUse(socket);
        return result.Status is IoStatus.Done or IoStatus.WouldBlock && all > 0 ? IoResult.Done(all) : result;
    }

    public void AwaitRoom(int handle)
    {
        if (sockets[handle] is { } socket)
        {
            socket.IsRoomWanted = socket.IsRoomAwaited = true;
        }

        inner.AwaitRoom(handle);
    }

    public void StopAwaitingRoom(int handle)
    {
        if (sockets[handle] is { } socket)
        {
            socket.IsRoomWanted = false;
            AfterUse(socket);
            return;
        }

        inner.StopAwaitingRoom(handle);
    }

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        if (sockets[handle] is not { } socket)
        {
            return inner.Receive(handle, buffer, out arrivedAtUnix);
        }

        if (!socket.IsTold)
        {
            socket.OnReadable();
        }

        socket.IsTold = false;
        socket.SendRest();
        var result = socket.Receive(plain.AsMemory(0, Math.Min(buffer.Length, plain.Length)), out arrivedAtUnix);
        plain.AsSpan(0, result.Bytes).CopyTo(buffer);
        AfterUse(socket);
        return result;
    }

    public void Pause(int handle) => inner.Pause(handle);

    public void Continue(int handle)
    {
        if (sockets[handle] is { } socket)
        {
            socket.IsTold = false; // What was told in the pause nobody heeded, and the socket below may be ready besides.
        }

        inner.Continue(handle);
    }

    public int Pending(int handle) => inner.Pending(handle);

    public void Close(int handle, bool reset)
    {
        if (reset)
        {
            sockets[handle]?.Dispose();
        }
        else
        {
            sockets[handle]?.Close();
        }

        sockets[handle] = null;
        inner.Close(handle, reset);
    }

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds)
    {
        var own = Math.Min(unfinished.Count, ready.Length / 2);
        var count = inner.Wait(ready[..^own], own > 0 ? 0 : timeoutNanoseconds);
        for (; own > 0; own--)
        {
            var socket = unfinished.Dequeue();
            socket.IsListed = false;
            if (!socket.IsClosed)
            {
                socket.IsTold = true;
                ready[count++] = new Readiness(socket.Token);
            }
        }

        return count;
    }

    public void Wake() => inner.Wake();

    public void Dispose()
    {
        foreach (var socket in sockets)
        {
            socket?.Dispose();
        }

        inner.Dispose();
    }

    private void AfterUse(TlsSocket socket)
    {
        if (socket.HasUnsent)
        {
            socket.IsRoomAwaited = true;
            inner.AwaitRoom(socket.Handle);
        }
        else if (socket.IsRoomAwaited && !socket.IsRoomWanted)
        {
            socket.IsRoomAwaited = false;
            inner.StopAwaitingRoom(socket.Handle);
        }

        if (socket.HasMore && !socket.IsListed)
        {
            socket.IsListed = true;
            unfinished.Enqueue(socket);
        }
    }
}
