using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a pong is put together and not sent.</summary>
public sealed class AnswersNoPings : IMutant
{
    /// <inheritdoc/>
    public string Name => "answers-no-pings";

    /// <inheritdoc/>
    public string Bug => "never answers a ping";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(right, null, () => chunk => chunk.ToArray(), WithoutPongs);

    // A frame is one write; 0x8A is the head of a final pong.
    private static ReadOnlyMemory<byte> WithoutPongs(ReadOnlyMemory<byte> frame) =>
        frame.Length > 0 && frame.Span[0] == 0x8A ? default : frame;
}
