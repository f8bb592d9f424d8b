using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: prompts are only taken away by a decision, so one that a restarted server knows as over stays.</summary>
public sealed class KeepsLostPrompt : IMutant
{
    /// <inheritdoc/>
    public string Name => "keeps-lost-prompt";

    /// <inheritdoc/>
    public string Bug => "still asks what the server has forgotten after a restart";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-011"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, before, after) =>
                {
                    var changed = false;
                    foreach (var (id, approval) in (JsonObject)before["approvals"]!)
                    {
                        if (
                            happening is Snapshot
                            && approval!["decision"] is null
                            && after["approvals"]?[id] is { } now
                        )
                        {
                            now["decision"] = null;
                            changed = true;
                        }
                    }

                    return changed;
                }
            ),
        };
}
