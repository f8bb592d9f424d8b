using System.Buffers;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>A response body that is read frame by frame: SSE, NDJSON and gRPC differ only in their framing and their last words.</summary>
internal sealed class ByteStreamConnection : IStreamConnection
{
    // One TCP window's worth at loopback speed; a larger buffer showed no gain for events of a few hundred bytes.
    private const int BufferSize = 16 * 1024;

    private readonly HttpResponseMessage response;
    private readonly Stream body;
    private readonly IFraming framing;
    private readonly IdleClock idle;
    private readonly Func<HttpResponseMessage, StreamEnd>? lastWords;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int start;
    private int end;
    private Task? pending;

    internal ByteStreamConnection(
        HttpResponseMessage response,
        Stream body,
        IFraming framing,
        IdleClock idle,
        Func<HttpResponseMessage, StreamEnd>? lastWords = null
    )
    {
        this.response = response;
        this.body = body;
        this.framing = framing;
        this.idle = idle;
        this.lastWords = lastWords;
    }

    public Frame Current { get; private set; }

    public StreamEnd? End { get; private set; }

    public TimeSpan? Retry => framing.Retry;

    public string? LastEventId => framing.LastEventId;

    public ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (End is not null)
        {
            return new(false);
        }

        if (FindFrame() is { } found)
        {
            return new(found);
        }

        var receiving = ReceiveAsync(cancellation);
        pending = receiving;
        return new(receiving);
    }

    public async ValueTask DisposeAsync()
    {
        End ??= new(StreamEndKind.Abandoned, StreamSide.Client, "closed by this side");
        idle.Stop();
        response.Dispose();
        if (pending is not null)
        {
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        idle.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = 0;
    }

    /// <summary>Looks at the bytes at hand: true for a frame, false for a broken stream, null when more bytes are needed.</summary>
    private bool? FindFrame()
    {
        ReadOnlySpan<byte> input = buffer.AsSpan(start, end - start);
        if (input.IsEmpty)
        {
            return null;
        }

        var step = framing.Read(ref input, out var frame);
        start = end - input.Length;
        switch (step)
        {
            case FramingStep.Frame:
                Current = frame;
                return true;
            case FramingStep.TooLarge:
                End ??= new(StreamEndKind.TooLarge, StreamSide.Server, "event_too_large: an event outgrew its bound");
                return false;
            case FramingStep.Corrupt:
                End ??= new(StreamEndKind.Corrupt, StreamSide.Server, "the bytes are no message of this transport");
                return false;
            default:
                return null;
        }
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        while (await FillAsync(cancellation))
        {
            if (FindFrame() is { } found)
            {
                return found;
            }
        }

        return false;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        try
        {
            using var watch = idle.Start(cancellation);
            start = 0;
            end = await body.ReadAsync(buffer, idle.Token);
        }
        catch (Exception failure) when (HttpFailure.IsOfTheConnection(failure))
        {
            End ??= HttpFailure.Classify(failure);
            return false;
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            End ??= idle.Expired();
            return false;
        }

        if (end == 0)
        {
            End ??= framing.IsInsideFrame
                ? new(StreamEndKind.Truncated, StreamSide.Path, "the stream ended inside an event")
                : lastWords?.Invoke(response) ?? new(StreamEndKind.Completed, StreamSide.Server, "end of stream");
        }

        return end > 0;
    }
}
