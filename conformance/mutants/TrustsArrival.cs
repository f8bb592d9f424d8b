using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: events are applied in the order in which they arrive; their seqs only tell which came already.</summary>
public sealed class TrustsArrival : IMutant
{
    /// <inheritdoc/>
    public string Name => "trusts-arrival";

    /// <inheritdoc/>
    public string Bug => "applies events in the order of arrival";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-003", "TOL-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var seen = new HashSet<long>();
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                    happening is Snapshot ? happening
                    : seen.Add(happening.Seq) ? happening with { Seq = seen.Count }
                    : happening with { Seq = 1 }
            ),
        };
    }
}
