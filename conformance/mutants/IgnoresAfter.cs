using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: items stand in the order in which they came.</summary>
internal sealed class IgnoresAfter : IMutant
{
    public string Name => "ignores-after";

    public string Bug => "puts every new item at the end";

    public ImmutableArray<string> CaughtBy => ["ITM-002"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening => happening is ItemOpen open ? open with { After = null } : happening);
}
