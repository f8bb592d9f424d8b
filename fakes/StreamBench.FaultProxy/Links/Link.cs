using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.FaultProxy.Links;

/// <summary>One direction of a connection.</summary>
/// <remarks>
/// <code>
///            no stage and nothing on its way: straight through, one pooled buffer while bytes flow, none while they do not
///          ┌──────────────────────────────────────────────────────────────────────────────────────────┐
/// source ──┤ read                                                                                     ├─► destination
///          └─► queue ─► rules ─► queue ─► toxic ─► queue ─► toxic ─► outbox ─► write ─────────────────┘
///                       stage             stage             stage
/// </code>
/// The reader chooses the way for each chunk, under the gate of the chain: a toxic added or removed applies from the next chunk
/// read, on live connections too. A full queue holds its writer, and in the end the source, back.
/// </remarks>
internal sealed class Link
{
    /// <summary>The most bytes a chunk holds, as in Toxiproxy.</summary>
    public const int ChunkSize = 32 * 1024;

    /// <summary>What bytes are read into at first, 64 KiB.</summary>
    private const int SmallBuffer = 64 * 1024;

    /// <summary>
    /// What they are read into once they have filled the small buffer, 512 KiB: fewer and larger writes carry half as much again a
    /// second. Sizes are measured in benchmarks/README.md.
    /// </summary>
    private const int LargeBuffer = 512 * 1024;

    private readonly LinkContext context;
    private readonly Socket source;
    private readonly Socket destination;
    private readonly Traffic traffic;
    private readonly TaskCompletionSource<LinkEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task writing = Task.CompletedTask;
    private volatile bool isHalfOpen;

    public Link(LinkContext context, Socket source, Socket destination, Traffic traffic)
    {
        this.context = context;
        this.source = source;
        this.destination = destination;
        this.traffic = traffic;
        Chain = new Chain(context, () => writing = WriteAsync());
    }

    public Chain Chain { get; }

    /// <summary>Bytes that were read when nobody could take them any more: a close then owes the source an RST.</summary>
    public int Discarded { get; private set; }

    /// <summary>Set when sending to the source failed: its end of stream is then no clean end.</summary>
    public bool SourceIsLost { get; set; }

    /// <summary>Carries bytes until this direction ends.</summary>
    /// <param name="whenEnded">Told how, to close sockets accordingly; the reader stops only when its source does.</param>
    public async Task<LinkEnd> RunAsync(Action<Link, LinkEnd> whenEnded)
    {
        var reading = ReadAsync();
        var end = await ended.Task;
        isHalfOpen = end == LinkEnd.HalfOpen;
        await Chain.AbortAsync();
        whenEnded(this, end);
        await reading;
        await writing;
        return end;
    }

    /// <summary>Ends this direction from outside; the caller shuts the sockets down.</summary>
    public void Stop() => ended.TrySetResult(LinkEnd.Closed);

    private async Task ReadAsync()
    {
        var end = await PumpAsync();
        if (end == LinkEnd.Finished && SourceIsLost)
            end = LinkEnd.Reset;
        if (!Chain.TryComplete(end))
            ended.TrySetResult(end);
    }

    private async Task<LinkEnd> PumpAsync()
    {
        byte[]? buffer = null;
        var size = SmallBuffer;
        try
        {
            while (true)
            {
                await source.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
                buffer = ArrayPool<byte>.Shared.Rent(size);
                int count;
                bool direct;
                SocketError error;
                lock (Chain.Gate)
                {
                    direct = Chain.TryBeginDirectSend();
                    count = source.Receive(buffer.AsSpan(0, direct ? size : ChunkSize), SocketFlags.None, out error);
                }
                if (count > 0)
                    traffic.AddReceived(context.Direction, count);
                if (direct)
                {
                    var sent = count <= 0 || await SendAsync(buffer.AsMemory(0, count));
                    Chain.EndDirectSend();
                    if (!sent)
                        return Discard(count, LinkEnd.DestinationLost);
                }
                else if (count > 0)
                {
                    var bytes = buffer.AsSpan(0, count).ToArray();
                    if (!await Chain.WriteAsync(new Chunk(bytes, context.Time.GetTimestamp())) && !isHalfOpen)
                        return Discard(count, LinkEnd.Closed);
                }
                if (error != SocketError.WouldBlock && count <= 0)
                    return error == SocketError.Success ? LinkEnd.Finished : LinkEnd.Reset;
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = null;
                if (count == size)
                    size = LargeBuffer;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return LinkEnd.Reset;
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private LinkEnd Discard(int count, LinkEnd end)
    {
        Discarded += count;
        return end;
    }

    private async Task WriteAsync()
    {
        var outbox = Chain.Outbox!;
        while (await outbox.NextAsync() is { } chunk)
        {
            if (await SendAsync(chunk.Bytes))
                continue;
            ended.TrySetResult(LinkEnd.DestinationLost);
            return;
        }
        if (outbox.Queue.End is { } end)
            ended.TrySetResult(end);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            for (var rest = bytes; !rest.IsEmpty; )
                rest = rest[await destination.SendAsync(rest, SocketFlags.None)..];
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
        traffic.AddSent(context.Direction, bytes.Length);
        return true;
    }
}
