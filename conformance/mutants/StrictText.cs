using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a mark of replacement is taken for the end of the world.</summary>
public sealed class StrictText : IMutant
{
    /// <inheritdoc/>
    public string Name => "strict-text";

    /// <inheritdoc/>
    public string Bug => "fails on a byte that is no UTF-8";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new Strict(right.Decoder) };
}

/// <summary>Refuses a frame with a mark of replacement.</summary>
file sealed class Strict(IFrameDecoder right) : IFrameDecoder
{
    public void StartConnection() => right.StartConnection();

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        if (frame.Data.Span.IndexOf("\uFFFD"u8) < 0)
        {
            right.Decode(frame, output);
            return;
        }

        right.Decode(new Frame("no UTF-8"u8.ToArray()), output);
    }
}
