using System.Buffers;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Framing;

/// <summary>
/// Reads one long-poll answer, <c>{"events":[…],"cursor":"…"}</c>. No frame comes before the answer is whole, for its cursor stands
/// behind them; the last event carries it. Made anew for each answer.
/// </summary>
/// <remarks>
/// Whether bytes are an answer shows at their end: those of anything else stay a frame that is never whole. What is there is
/// read again with each piece, so give it large ones.
/// </remarks>
/// <param name="maxEventBytes">Largest event accepted, in bytes. Default 1 MiB.</param>
/// <param name="maxBatchBytes">Largest answer accepted, in bytes. Default 16 MiB.</param>
public sealed class BatchFraming(int maxEventBytes = JsonLimits.DefaultMaxEventBytes, int maxBatchBytes = 16 << 20)
    : IFraming
{
    private readonly ArrayBufferWriter<byte> body = new();
    private List<Frame>? frames;
    private int next;

    /// <inheritdoc/>
    public bool IsInsideFrame => frames is null && body.WrittenCount > 0;

    /// <inheritdoc/>
    /// <remarks>The answer held a <c>bye</c>.</remarks>
    public bool SaysGoodbye { get; private set; }

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        if (frames is not null)
        {
            if (input.ContainsAnyExcept(" \t\r\n"u8))
            {
                return FramingStep.Corrupt; // an answer is one object
            }

            input = default;
        }
        else if (!input.IsEmpty)
        {
            if (body.WrittenCount + (long)input.Length > maxBatchBytes)
            {
                return FramingStep.TooLarge;
            }

            body.Write(input);
            input = default;
            frames = BatchReader.Read(body.WrittenMemory);
        }

        if (frames is null || next == frames.Count)
        {
            return FramingStep.NeedsMore;
        }

        frame = frames[next++];
        // Protocol §6: "type" stands first.
        SaysGoodbye |= frame.Data.Span.StartsWith("{\"type\":\"bye\""u8);
        return frame.Data.Length > maxEventBytes ? FramingStep.TooLarge : FramingStep.Frame;
    }
}
