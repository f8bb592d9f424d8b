using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the agent's suffix is cut from an item's id, so items of different agents become one.</summary>
public sealed class IdsCutAtDash : IMutant
{
    /// <inheritdoc/>
    public string Name => "ids-cut-at-dash";

    /// <inheritdoc/>
    public string Bug => "merges items of agents whose ids differ in the suffix";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                    happening.Item is { } item && item.StartsWith("m1-", StringComparison.Ordinal)
                        ? happening with
                        {
                            Item = item[..2],
                        }
                        : happening
            ),
        };
}
