using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the history is stored by kind, texts first, so the order of the parts is gone.</summary>
public sealed class HistoryLosesOrder : IMutant
{
    /// <inheritdoc/>
    public string Name => "history-loses-order";

    /// <inheritdoc/>
    public string Bug => "shows the parts of a loaded turn in another order";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["HIS-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Understand = reply =>
                    HistoryBug.Change(
                        reply,
                        state =>
                        {
                            var sorted = ((JsonArray)state["order"]!)
                                .Select(id => (string)id!)
                                .OrderBy(id => (string?)state["items"]![id]!["kind"] == "text" ? 0 : 1);
                            state["order"] = new JsonArray([.. sorted.Select(id => JsonValue.Create(id))]);
                        }
                    ),
            },
        };
}
