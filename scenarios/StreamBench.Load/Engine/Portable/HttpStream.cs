using System.Buffers;
using System.Net.Sockets;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <summary>One stream of a portable loop, from its first request to its end. Owns no buffer while it waits.</summary>
internal sealed class HttpStream<TVisitor>(HttpLoop<TVisitor> loop, int stream, long number, StreamStart start)
    where TVisitor : IStreamVisitor
{
    private readonly HttpPatience patience = new(loop.Options, loop.Clock, start.IsHeld);
    private byte[] kept = [];
    private int keptLength;
    private ScanState scan;
    private HttpTarget target = loop.Options.Targets[start.Target];

    /// <summary>The stream's number in the plan.</summary>
    internal long Number => number;

    /// <summary>Takes the connection away, if there is one.</summary>
    internal void Break() => patience.Break();

    internal async Task RunAsync(HttpMessageInvoker client, CancellationToken stopping)
    {
        // The loop's thread has other streams to start.
        await Task.Yield();
        while (true)
        {
            var ending = await ConnectAsync(client, stopping);
            if (loop.Ended(stream, ending) is not { ResumeAfterNanoseconds: >= 0 } after)
            {
                break;
            }

            if (!await patience.WaitAsync(after.ResumeAfterNanoseconds, stopping))
            {
                loop.GivenUp(stream, ending);
                break;
            }

            Prepare(after);
        }

        loop.Free(stream);
    }

    private async Task<StreamEnding> ConnectAsync(HttpMessageInvoker client, CancellationToken stopping)
    {
        try
        {
            patience.Begin(stopping);
            return await ReadAsync(client);
        }
        catch (OperationCanceledException)
        {
            return stopping.IsCancellationRequested ? StreamEnding.Abandoned
                : patience.IsBroken ? new StreamEnding(StreamEndKind.Reset, StreamSide.Client)
                : new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return HttpFailures.Meaning(e);
        }
#pragma warning disable CA1031 // The top of a stream: a bug in it goes to whoever awaits the loop, and the loop still ends.
        catch (Exception e)
        {
            loop.Fail(e);
            return StreamEnding.Abandoned;
        }
#pragma warning restore CA1031
        finally
        {
            patience.End();
            Keep([]);
        }
    }

    private void Prepare(in AfterEnd after)
    {
        if (after.Target >= 0)
        {
            target = loop.Options.Targets[after.Target];
        }

        if (after.IsAfresh)
        {
            scan.Reset();
        }
        else
        {
            scan.Resume();
        }

        if (!after.Cursor.IsEmpty)
        {
            scan.LastId.Set(after.Cursor.Span);
        }
    }

    private HttpRequestMessage Request() =>
        target.Request(
            new RequestVariables
            {
                Number = number,
                Stream = stream,
                Row = start.Row,
                Cursor = scan.LastId.Value,
            }
        );

    private async Task<StreamEnding> ReadAsync(HttpMessageInvoker client)
    {
        using var request = Request();
        var connectedAt = new[] { loop.Clock.Now };
        request.Options.Set(HttpConnections.ConnectedAt, connectedAt);
        patience.ForHead();
        using var response = await client.SendAsync(request, patience.Token);
        var media = MediaKinds.Of(response.Content.Headers.ContentType?.MediaType ?? "");
        var head = new ResponseHead((int)response.StatusCode, media, BodyKind.UntilClose, 0, Upgraded: false);
        loop.Opened(stream, connectedAt[0], head, loop.Clock.Now);
        if (ResponseVerdict.Refusal(head, target.Framing) is { } refusal)
        {
            return refusal;
        }

        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        while (true)
        {
            patience.ForSilence();
            // Without a buffer until there is something for it.
            _ = await body.ReadAsync(Memory<byte>.Empty, patience.Token);
            if (await ReadOnceAsync(body) is { } ending)
            {
                return ending;
            }
        }
    }

    private async Task<StreamEnding?> ReadOnceAsync(Stream body)
    {
        var size = start.BytesPerSecond > 0 ? Math.Max(1, start.BytesPerSecond / 20) : loop.Options.ReceiveBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(keptLength + size);
        try
        {
            kept.AsSpan(0, keptLength).CopyTo(buffer);
            var read = await body.ReadAsync(buffer.AsMemory(keptLength, size), patience.Token);
            if (Take(buffer.AsSpan(0, keptLength + read), read) is { } ending)
            {
                return ending;
            }

            // A slow reader takes a twentieth of a second's bytes at a time.
            await patience.SipAsync(read, start.BytesPerSecond);
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>How the stream ended, or null when it goes on.</summary>
    private StreamEnding? Take(Span<byte> bytes, int read)
    {
        var now = loop.Clock.Now;
        var stamp = new ReadStamp(now, now, now + loop.Clock.UnixOffset, read);
        if (read == 0)
        {
            var isWhole = loop.Finish(stream, target.Framing, bytes, in stamp);
            return new StreamEnding(isWhole ? StreamEndKind.Completed : StreamEndKind.Truncated, StreamSide.Server);
        }

        var result = loop.Read(stream, target.Framing, bytes, ref scan, in stamp);
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
