using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a snapshot is read for its messages; calls, approvals, agents and the journal stay as they were.</summary>
public sealed class SnapshotReplacesMessagesOnly : IMutant
{
    /// <inheritdoc/>
    public string Name => "snapshot-replaces-messages-only";

    /// <inheritdoc/>
    public string Bug => "takes only the messages of a snapshot";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, before, after) =>
                {
                    if (happening is not Snapshot || before["items"] is not JsonObject { Count: > 0 } items)
                    {
                        return false;
                    }

                    foreach (var member in (string[])["approvals", "agents", "journal"])
                    {
                        after[member] = before[member]?.DeepClone();
                    }

                    foreach (var (id, item) in items.Where(item => (string?)item.Value!["kind"] == ItemKind.Tool))
                    {
                        after["items"]![id] = item!.DeepClone();
                    }

                    return true;
                }
            ),
        };
}
