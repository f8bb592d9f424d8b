using System.Buffers;
using System.Net;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <content>
/// Polls one after another, never two at a time, on the stream's own connection. An answer is read to its end
/// before its events are told: they came together, with the time of the last byte.
/// </content>
internal sealed partial class HttpStream<TVisitor>
{
    /// <summary>Largest answer to one poll, in bytes.</summary>
    private const int MaxAnswerBytes = 16 << 20;

    private const int SmallestAnswer = 4096;

    /// <summary>Least time between two polls that bring nothing: it keeps a server that does not hold them from being flooded.</summary>
    private static readonly TimeSpan LeastPeriod = TimeSpan.FromMilliseconds(50);

    private async Task<StreamEnding> PollAsync(HttpMessageInvoker client)
    {
        if (target is { HasWord: true, IsWordBeside: false } && await SayAsync(client) is { } refusal)
        {
            return refusal;
        }

        for (var isFirst = true; ; isFirst = false)
        {
            if (await PollOnceAsync(client, isFirst) is { } ending)
            {
                return ending;
            }
        }
    }

    private async Task<StreamEnding?> PollOnceAsync(HttpMessageInvoker client, bool isFirst)
    {
        var askedAt = loop.Clock.Now;
        using var request = isFirst ? target.Request(Variables()) : target.Next(Variables());
        var answering = SendAsync(client, request);
        if (isFirst && target is { HasWord: true, IsWordBeside: true })
        {
            if (await SayBesideAsync(client, answering) is { } unsaid)
            {
                return unsaid;
            }
        }

        using var response = await answering;
        var head = Open(response);
        var bytes = 0;
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            if (target.Refusal(response, head) is { } refusal)
            {
                return refusal;
            }

            (bytes, var ending) = await TakeAnswerAsync(response);
            if (ending is not null)
            {
                return ending;
            }
        }

        var held = TimeSpan.FromTicks((loop.Clock.Now - askedAt) / TimeSpan.NanosecondsPerTick);
        if (bytes == 0 && held < LeastPeriod)
        {
            await patience.RestAsync(LeastPeriod - held);
        }

        return null;
    }

    /// <summary>Says the user's message while a poll waits for what will come of it. When it cannot be said, the poll is given up.</summary>
    private async Task<StreamEnding?> SayBesideAsync(HttpMessageInvoker client, Task<HttpResponseMessage> answering)
    {
        StreamEnding? unsaid = StreamEnding.Abandoned;
        try
        {
            unsaid = await SayAsync(client);
            patience.ForHead();
        }
        finally
        {
            if (unsaid is not null)
            {
                patience.Cancel();
                await ((Task)answering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (answering.IsCompletedSuccessfully)
                {
                    (await answering).Dispose();
                }
            }
        }

        return unsaid;
    }

    private async Task<(int Bytes, StreamEnding? Ending)> TakeAnswerAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(patience.Token);
        var size = (int)Math.Clamp(response.Content.Headers.ContentLength ?? 0, SmallestAnswer, MaxAnswerBytes);
        var buffer = ArrayPool<byte>.Shared.Rent(size + 1);
        try
        {
            var length = 0;
            while (true)
            {
                patience.ForSilence();
                var room = SipOf(buffer.Length - length);
                var read = await body.ReadAsync(
                    buffer.AsMemory(length, Math.Min(room, buffer.Length - length)),
                    patience.Token
                );
                if (read == 0)
                {
                    return (length, length == 0 ? null : Take(buffer.AsSpan(0, length)));
                }

                length += read;
                if (length > MaxAnswerBytes)
                {
                    var ending = new StreamEnding(StreamEndKind.TooLarge, StreamSide.Server) { IsOfAnswer = true };
                    return (length, ending);
                }

                await patience.SipAsync(read, start.BytesPerSecond);
                buffer = length < buffer.Length ? buffer : Grown(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Tells the events of one whole answer; null when the next one may be asked for.</summary>
    private StreamEnding? Take(Span<byte> answer)
    {
        var stamp = StampOf(answer.Length);
        var framing = scan.Own = target.NewFraming(loop.Options.MaxEventBytes);
        var result = loop.Read(stream, StreamFraming.Own, answer, ref scan, in stamp);
        return result.End != ScanEnd.NeedsMore ? Stopped(result.End)
            : framing is { IsInsideFrame: true } ? new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server)
            : framing is { SaysGoodbye: true } ? new StreamEnding(StreamEndKind.Completed, StreamSide.Server)
            : null;
    }

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
