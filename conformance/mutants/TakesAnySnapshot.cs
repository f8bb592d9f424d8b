using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a snapshot is the truth whenever it comes, also one from long ago.</summary>
public sealed class TakesAnySnapshot : IMutant
{
    /// <inheritdoc/>
    public string Name => "takes-any-snapshot";

    /// <inheritdoc/>
    public string Bug => "goes back to the state of an old snapshot";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-003"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var last = 0L;
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    var taken =
                        happening is Snapshot && happening.Seq < last ? happening with { Seq = last + 1 } : happening;
                    last = Math.Max(last, taken.Seq);
                    return taken;
                }
            ),
        };
    }
}
