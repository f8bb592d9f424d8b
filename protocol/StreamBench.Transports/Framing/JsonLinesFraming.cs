using System.Buffers;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Framing;

/// <summary>
/// Reads <c>application/x-ndjson</c>: one JSON text a line, ended by LF or CRLF; blank lines mean nothing. A last line without
/// its end is never used: nobody can tell whether it is whole.
/// </summary>
/// <remarks>A line is bounded by <c>maxEventBytes</c> (default 1 MiB). U+2028 and friends are no line ends here.</remarks>
public sealed class JsonLinesFraming(int maxEventBytes = JsonLimits.DefaultMaxEventBytes) : IFraming
{
    private readonly ArrayBufferWriter<byte> line = new();
    private bool isDelivered;

    /// <inheritdoc/>
    public bool IsInsideFrame => !isDelivered && line.WrittenCount > 0;

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        if (isDelivered)
        {
            isDelivered = false;
            line.ResetWrittenCount();
        }

        while (!input.IsEmpty)
        {
            var end = input.IndexOf((byte)'\n');
            var part = end < 0 ? input : input[..end];
            if (line.WrittenCount + (long)part.Length > maxEventBytes)
            {
                return FramingStep.TooLarge;
            }

            line.Write(part);
            input = end < 0 ? default : input[(end + 1)..];
            if (end < 0)
            {
                return FramingStep.NeedsMore;
            }

            var whole = line.WrittenMemory;
            whole = whole.Span is [.., (byte)'\r'] ? whole[..^1] : whole;
            if (whole.Span.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                isDelivered = true;
                frame = new Frame(Utf8Text.Repaired(whole));
                return FramingStep.Frame;
            }

            line.ResetWrittenCount();
        }

        return FramingStep.NeedsMore;
    }
}
