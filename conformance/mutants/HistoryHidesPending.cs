using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: who opens the conversation anew sees what was decided, not what still waits.</summary>
public sealed class HistoryHidesPending : IMutant
{
    /// <inheritdoc/>
    public string Name => "history-hides-pending";

    /// <inheritdoc/>
    public string Bug => "loses what waits for a decision when it loads the history";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-003"];

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
                            var approvals = (JsonObject)state["approvals"]!;
                            foreach (var (id, _) in approvals.Where(a => a.Value!["decision"] is null).ToList())
                            {
                                approvals.Remove(id);
                            }
                        }
                    ),
            },
        };
}
