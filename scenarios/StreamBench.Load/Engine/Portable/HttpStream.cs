using System.Buffers;
using System.Net.Sockets;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <summary>One stream of a portable loop, from its request to its end. Owns no buffer while it waits.</summary>
internal sealed class HttpStream<TVisitor>(HttpLoop<TVisitor> loop, int stream, StreamFraming framing)
    where TVisitor : IStreamVisitor
{
    private byte[] kept = [];
    private int keptLength;
    private ScanState scan;

    internal async Task RunAsync(HttpMessageInvoker client, HttpRequestMessage request, CancellationToken stopping)
    {
        using var _ = request;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        StreamEnding ending;
        try
        {
            // The loop's thread has other streams to start.
            await Task.Yield();
            ending = await ReadAsync(client, request, patience);
        }
        catch (OperationCanceledException)
        {
            ending = stopping.IsCancellationRequested
                ? StreamEnding.Abandoned
                : new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            ending = HttpFailures.Meaning(e);
        }
#pragma warning disable CA1031 // The top of a stream: a bug in it goes to whoever awaits the loop, and the loop still ends.
        catch (Exception e)
        {
            loop.Fail(e);
            ending = StreamEnding.Abandoned;
        }
#pragma warning restore CA1031

        if (kept.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(kept);
        }

        loop.Ended(stream, ending);
    }

    private async Task<StreamEnding> ReadAsync(
        HttpMessageInvoker client,
        HttpRequestMessage request,
        CancellationTokenSource patience
    )
    {
        var connectedAt = new[] { loop.Clock.Now };
        request.Options.Set(HttpConnections.ConnectedAt, connectedAt);
        patience.CancelAfter(loop.Options.HeadTimeout);
        using var response = await client.SendAsync(request, patience.Token);
        var media = MediaKinds.Of(response.Content.Headers.ContentType?.MediaType ?? "");
        var head = new ResponseHead((int)response.StatusCode, media, BodyKind.UntilClose, 0, Upgraded: false);
        loop.Opened(stream, connectedAt[0], head, loop.Clock.Now);
        if (ResponseVerdict.Refusal(head, framing) is { } refusal)
        {
            return refusal;
        }

        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        while (true)
        {
            patience.CancelAfter(loop.Options.IdleTimeout);
            // Without a buffer until there is something for it.
            _ = await body.ReadAsync(Memory<byte>.Empty, patience.Token);
            var buffer = ArrayPool<byte>.Shared.Rent(keptLength + loop.Options.ReceiveBytes);
            try
            {
                kept.AsSpan(0, keptLength).CopyTo(buffer);
                var read = await body.ReadAsync(buffer.AsMemory(keptLength, loop.Options.ReceiveBytes), patience.Token);
                if (Take(buffer.AsSpan(0, keptLength + read), read) is { } ending)
                {
                    return ending;
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>How the stream ended, or null when it goes on.</summary>
    private StreamEnding? Take(Span<byte> bytes, int read)
    {
        var now = loop.Clock.Now;
        var stamp = new ReadStamp(now, now, now + loop.Clock.UnixOffset, read);
        if (read == 0)
        {
            var isWhole = loop.Finish(stream, framing, bytes, in stamp);
            return new StreamEnding(isWhole ? StreamEndKind.Completed : StreamEndKind.Truncated, StreamSide.Server);
        }

        var result = loop.Read(stream, framing, bytes, ref scan, in stamp);
        if (result.End == ScanEnd.NeedsMore)
        {
            Keep(bytes.Slice(result.Start, result.Length));
            return null;
        }

        return result.End == ScanEnd.TooLarge
            ? new StreamEnding(StreamEndKind.TooLarge, StreamSide.Server)
            : StreamEnding.Abandoned;
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        if (kept.Length < rest.Length || (rest.IsEmpty && kept.Length > 0))
        {
            if (kept.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(kept);
            }

            kept = rest.IsEmpty ? [] : ArrayPool<byte>.Shared.Rent(rest.Length);
        }

        rest.CopyTo(kept);
        keptLength = rest.Length;
    }
}
