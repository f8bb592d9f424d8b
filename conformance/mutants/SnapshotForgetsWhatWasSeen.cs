using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a snapshot empties the list of what was seen, so an event that it reflects is new again when it comes after it.</summary>
public sealed class SnapshotForgetsWhatWasSeen : IMutant
{
    /// <inheritdoc/>
    public string Name => "snapshot-forgets-what-was-seen";

    /// <inheritdoc/>
    public string Bug => "applies events again that a snapshot reflects";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-004", "SNP-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var seen = new HashSet<long>();
        var (last, shift) = (0L, 0L);
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    var isRepeated = happening.Seq <= last;
                    if (isRepeated && (happening is Snapshot || !seen.Add(happening.Seq)))
                    {
                        return happening;
                    }

                    shift += isRepeated ? 1 : 0;
                    var seq = isRepeated ? last + shift : happening.Seq + shift;
                    last = Math.Max(last, happening.Seq);
                    if (happening is Snapshot)
                    {
                        seen.Clear();
                    }
                    else
                    {
                        seen.Add(happening.Seq);
                    }

                    return happening with
                    {
                        Seq = seq,
                    };
                }
            ),
        };
    }
}
