using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: blanks at the edges of a fragment are lost, and words run together.</summary>
internal sealed class TrimsFragments : IMutant
{
    public string Name => "trims-fragments";

    public string Bug => "trims the blanks of each fragment";

    public ImmutableArray<string> CaughtBy => ["ITM-004", "ITM-005"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right.WithEvents(static happening =>
            happening is TextAppend append ? append with { Text = append.Text.Trim() } : happening
        );
}
