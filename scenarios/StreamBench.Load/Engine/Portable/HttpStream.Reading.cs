using System.Buffers;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <content>One answer that goes on: from bytes to events as they come.</content>
internal sealed partial class HttpStream<TVisitor>
{
    private byte[] kept = [];
    private int keptLength;

    private async Task<StreamEnding> ReadAsync(HttpMessageInvoker client)
    {
        if (target.HasWord && await SayAsync(client) is { } unsaid)
        {
            return unsaid;
        }

        using var request = target.Request(Variables());
        using var response = await SendAsync(client, request);
        if (target.Refusal(response, Open(response)) is { } refusal)
        {
            return refusal;
        }

        scan.Own = target.NewFraming(loop.Options.MaxEventBytes);
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        while (true)
        {
            patience.ForSilence();
            // Without a buffer until there is something for it.
            _ = await body.ReadAsync(Memory<byte>.Empty, patience.Token);
            if (await ReadOnceAsync(body) is { } ending)
            {
                return target.IsCall && ending.Kind == StreamEndKind.Completed
                    ? CallEnding.OfTrailers(response)
                    : ending;
            }
        }
    }

    private async Task<StreamEnding?> ReadOnceAsync(Stream body)
    {
        var size = SipOf(loop.Options.ReceiveBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(keptLength + size);
        try
        {
            kept.AsSpan(0, keptLength).CopyTo(buffer);
            var read = await body.ReadAsync(buffer.AsMemory(keptLength, size), patience.Token);
            if (Take(buffer.AsSpan(0, keptLength + read), read) is { } ending)
            {
                return ending;
            }

            await patience.SipAsync(read, start.BytesPerSecond);
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A slow reader takes a twentieth of a second's bytes at a time.
    private int SipOf(int bytes) => start.BytesPerSecond > 0 ? Math.Max(1, start.BytesPerSecond / 20) : bytes;

    private ReadStamp StampOf(int bytes)
    {
        var now = loop.Clock.Now;
        return new ReadStamp(now, now, now + loop.Clock.UnixOffset, bytes, IsStamped: false);
    }

    /// <summary>How the stream ended, or null when it goes on.</summary>
    private StreamEnding? Take(Span<byte> bytes, int read)
    {
        var stamp = StampOf(read);
        if (read == 0)
        {
            var isWhole =
                loop.Finish(stream, target.Framing, bytes, in stamp) && scan.Own is not { IsInsideFrame: true };
            return new StreamEnding(isWhole ? StreamEndKind.Completed : StreamEndKind.Truncated, StreamSide.Server);
        }

        var result = loop.Read(stream, target.Framing, bytes, ref scan, in stamp);
        if (result.End == ScanEnd.NeedsMore)
        {
            Keep(bytes.Slice(result.Start, result.Length));
            return null;
        }

        return Stopped(result.End);
    }

    private static StreamEnding Stopped(ScanEnd why) =>
        why switch
        {
            ScanEnd.TooLarge => new StreamEnding(StreamEndKind.TooLarge, StreamSide.Server),
            ScanEnd.Malformed => new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server),
            _ => StreamEnding.Abandoned,
        };

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
