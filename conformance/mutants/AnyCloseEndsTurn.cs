using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a completion is taken for that of the turn that runs, whichever turn it names.</summary>
internal sealed class AnyCloseEndsTurn : IMutant
{
    public string Name => "any-close-ends-turn";

    public string Bug => "ends the newest turn when any turn is closed";

    public ImmutableArray<string> CaughtBy => ["TRN-002", "TRN-008"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        string? newest = null;
        return right.WithEvents(happening =>
        {
            newest = (happening as TurnOpen)?.Turn ?? newest;
            return happening is TurnClose close ? close with { Turn = newest, Digest = null } : happening;
        });
    }
}
