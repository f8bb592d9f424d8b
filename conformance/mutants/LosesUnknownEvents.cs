using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: events of unknown types are thrown away, and their seqs with them; the hole that stays is repaired for ever.</summary>
public sealed class LosesUnknownEvents : IMutant
{
    /// <inheritdoc/>
    public string Name => "loses-unknown-events";

    /// <inheritdoc/>
    public string Bug => "throws away events of types that it does not know, and their seqs with them";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["ERR-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new KnownOnly(right.Decoder) };

    private sealed class KnownOnly(IFrameDecoder right) : IFrameDecoder
    {
        private readonly List<Received> received = [];

        public void StartConnection() => right.StartConnection();

        public void Decode(in Frame frame, ICollection<Received> output)
        {
            received.Clear();
            right.Decode(frame, received);
            foreach (var one in received.Where(one => one.Payload is not UnknownEvent))
            {
                output.Add(one);
            }
        }
    }
}
