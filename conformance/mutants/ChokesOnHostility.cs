using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a notice is an error.</summary>
public sealed class ChokesOnHostility : IMutant
{
    /// <inheritdoc/>
    public string Name => "chokes-on-hostility";

    /// <inheritdoc/>
    public string Bug => "stops at a frame of control that it did not expect";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["ERR-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new Fragile(right.Decoder) };
}

/// <summary>Loses the connection's mind at a notice.</summary>
file sealed class Fragile(IFrameDecoder right) : IFrameDecoder
{
    private bool isBroken;

    public void StartConnection() => right.StartConnection();

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        isBroken |= frame.Data.Span.IndexOf("\"notice\""u8) >= 0;
        if (!isBroken)
        {
            right.Decode(frame, output);
        }
    }
}
