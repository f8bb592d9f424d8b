using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what has been put together from fragments is never compared with the whole.</summary>
internal sealed class IgnoresCloseText : IMutant
{
    public string Name => "ignores-close-text";

    public string Bug => "keeps its own text when the close of an item says another";

    public ImmutableArray<string> CaughtBy => ["ITM-007"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening => happening is ItemClose close ? close with { Text = null } : happening);
}
