using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: after a snapshot the client goes on from its seq, with everything missing that it stood for.</summary>
internal sealed class SkipsSnapshots : IMutant
{
    public string Name => "skips-snapshots";

    public string Bug => "takes the seq of a snapshot and keeps its own state";

    public ImmutableArray<string> CaughtBy => ["RES-011"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        var own = new Reducer();
        return right.WithEvents(happening =>
        {
            if (happening is Snapshot snapshot && snapshot.Seq > own.State.LastSeq)
            {
                happening = snapshot with { State = own.ToStateJson(), Digest = own.Digest() };
            }

            own.Apply(happening);
            return happening;
        });
    }
}
