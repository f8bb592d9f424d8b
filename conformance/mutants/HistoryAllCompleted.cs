using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a turn that is stored is over, and what is over was completed.</summary>
public sealed class HistoryAllCompleted : IMutant
{
    /// <inheritdoc/>
    public string Name => "history-all-completed";

    /// <inheritdoc/>
    public string Bug => "shows a failed or cancelled turn as completed when it is loaded";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["HIS-004"];

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
                            foreach (var turn in (JsonArray)state["turns"]!)
                            {
                                turn!["status"] = TurnStatus.Completed;
                            }
                        }
                    ),
            },
        };
}
