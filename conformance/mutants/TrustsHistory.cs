using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what was stored is right, so the history takes the place of a state that is newer.</summary>
public sealed class TrustsHistory : IMutant
{
    /// <inheritdoc/>
    public string Name => "trusts-history";

    /// <inheritdoc/>
    public string Bug => "goes back to what a lagging history says";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["HIS-003"];

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
                    last = Math.Max(last, happening.Seq);
                    return happening;
                }
            ),
            Requests = new RequestBug(right.Requests) { Understand = reply => HistoryBug.Renumber(reply, last + 1) },
        };
    }
}
