using System.Buffers;

namespace StreamBench.Transports.Http;

/// <summary>Reads a whole body, bounded in size and silence.</summary>
internal static class BodyReader
{
    /// <summary>The body, or why it could not be read to its end.</summary>
    internal static async Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> ReadAsync(
        HttpResponseMessage response,
        int maxBytes,
        TimeSpan idleTimeout,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        using var idle = new IdleClock(idleTimeout, time);
        var whole = new ArrayBufferWriter<byte>();
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation);
            while (true)
            {
                using var watch = idle.Start(cancellation);
                var count = await body.ReadAsync(whole.GetMemory(4096), idle.Token);
                if (count == 0)
                {
                    return (whole.WrittenMemory, null);
                }

                whole.Advance(count);
                if (whole.WrittenCount > maxBytes)
                {
                    return (
                        default,
                        new(
                            StreamEndKind.TooLarge,
                            StreamSide.Server,
                            $"event_too_large: a body outgrew {maxBytes} bytes"
                        )
                    );
                }
            }
        }
        catch (Exception broken) when (HttpFailure.IsOfTheConnection(broken))
        {
            return (default, HttpFailure.Classify(broken));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (default, idle.Expired());
        }
    }
}
