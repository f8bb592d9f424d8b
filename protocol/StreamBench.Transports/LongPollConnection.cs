using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>Polls one after another, never two at a time; the next one starts when its reader wants more.</summary>
internal sealed class LongPollConnection(IPoll poll, StreamRequest request, TimeProvider time) : IStreamConnection
{
    /// <summary>Least time between two polls when the server does not hold them: it keeps a wrong server from being flooded.</summary>
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource closing = new();
    private readonly Queue<Frame> frames = new();
    private StreamRequest next = request;
    private Task? pending;

    public Frame Current { get; private set; }

    public StreamEnd? End { get; private set; }

    public void Acknowledge(string cursor) => next = next with { Cursor = cursor };

    public ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (TryTake())
        {
            return new(true);
        }

        if (End is not null)
        {
            return new(false);
        }

        var polling = NextBatchAsync(cancellation);
        pending = polling;
        return new(polling);
    }

    /// <summary>Asks once. An empty answer is no end: the same cursor is asked for again.</summary>
    internal async Task PollAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, cancellation);
        try
        {
            var asked = time.GetTimestamp();
            var (body, end) = await poll.AskAsync(next, either.Token);
            End ??= end;
            if (End is null && !body.IsEmpty)
            {
                Take(body);
            }

            if (End is null && frames.Count == 0 && time.GetElapsedTime(asked) is var held && held < LeastPeriod)
            {
                await Task.Delay(LeastPeriod - held, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            End ??= new(StreamEndKind.Abandoned, StreamSide.Client, "closed by this side");
        }
    }

    public async ValueTask DisposeAsync()
    {
        End ??= new(StreamEndKind.Abandoned, StreamSide.Client, "closed by this side");
        await closing.CancelAsync();
        if (pending is not null)
        {
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        frames.Clear();
        closing.Dispose();
    }

    private async Task<bool> NextBatchAsync(CancellationToken cancellation)
    {
        while (End is null && frames.Count == 0)
        {
            await PollAsync(cancellation);
        }

        return TryTake();
    }

    private void Take(ReadOnlyMemory<byte> body)
    {
        if (poll.Read(body) is not { } batch)
        {
            End = new(StreamEndKind.Corrupt, StreamSide.Server, "the answer is no batch of events");
            return;
        }

        foreach (var frame in batch)
        {
            if (frame.Data.Length > poll.MaxEventBytes)
            {
                End = new(
                    StreamEndKind.TooLarge,
                    StreamSide.Server,
                    $"event_too_large: an event outgrew {poll.MaxEventBytes} bytes"
                );
                return;
            }

            frames.Enqueue(frame);
        }
    }

    private bool TryTake()
    {
        var any = frames.TryDequeue(out var frame);
        Current = frame;
        return any;
    }
}
