using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what has no data is nothing.</summary>
public sealed class DropsPriming : IMutant
{
    /// <inheritdoc/>
    public string Name => "drops-priming";

    /// <inheritdoc/>
    public string Bug => "ignores an event without data, and the cursor with it";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new NoPriming(right.Decoder) };
}

/// <summary>Passes frames with data only.</summary>
file sealed class NoPriming(IFrameDecoder right) : IFrameDecoder
{
    public void StartConnection() => right.StartConnection();

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        if (!frame.Data.IsEmpty)
        {
            right.Decode(frame, output);
        }
    }
}
