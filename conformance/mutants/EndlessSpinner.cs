using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: only a result ends a call, so one that runs when its turn ends runs for ever.</summary>
public sealed class EndlessSpinner : IMutant
{
    /// <inheritdoc/>
    public string Name => "endless-spinner";

    /// <inheritdoc/>
    public string Bug => "lets a call run on after its turn has ended";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new StateBug(
                right.Decoder,
                (happening, before, after) =>
                {
                    var changed = false;
                    foreach (var (id, item) in (JsonObject)before["items"]!)
                    {
                        if (happening is TurnClose && (string?)item!["kind"] == ItemKind.Tool)
                        {
                            after["items"]![id]!["status"] = (string?)item["status"];
                            changed = true;
                        }
                    }

                    return changed;
                }
            ),
        };
}
