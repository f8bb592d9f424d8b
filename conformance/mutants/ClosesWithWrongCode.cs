using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the code of a close frame is off by two.</summary>
public sealed class ClosesWithWrongCode : IMutant
{
    /// <inheritdoc/>
    public string Name => "closes-with-wrong-code";

    /// <inheritdoc/>
    public string Bug => "tells a peer that broke the protocol another code than 1002 or 1007";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-010"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(right, null, () => chunk => chunk.ToArray(), OffByTwo);

    // A frame is one write; 0x88 is the head of a close. The code stands behind a mask of four bytes, through which a flipped bit is a flipped bit.
    private static ReadOnlyMemory<byte> OffByTwo(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length < 8 || frame.Span[0] != 0x88)
        {
            return frame;
        }

        var bytes = frame.ToArray();
        bytes[7] ^= 2;
        return bytes;
    }
}
