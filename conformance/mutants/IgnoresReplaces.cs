using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a turn that replaces another is taken for one more.</summary>
internal sealed class IgnoresReplaces : IMutant
{
    public string Name => "ignores-replaces";

    public string Bug => "shows a regenerated answer beside the old one";

    public ImmutableArray<string> CaughtBy => ["TRN-010"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening => happening is TurnOpen open ? open with { Replaces = null } : happening);
}
