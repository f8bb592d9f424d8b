using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the cursor that came with the history is taken, and the state beside it is not.</summary>
public sealed class HistoryCursorWithoutState : IMutant
{
    /// <inheritdoc/>
    public string Name => "history-cursor-without-state";

    /// <inheritdoc/>
    public string Bug => "streams from the history's cursor without its state";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["HIS-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Requests = new RequestBug(right.Requests) { Understand = reply => HistoryBug.Renumber(reply, 0) },
        };
}
